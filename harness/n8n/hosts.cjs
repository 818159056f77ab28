/**
 * Required by n8n's process where hosts of the internet shall lead to this machine, over real HTTP:
 * HOSTS_OF_THIS_MACHINE="pictures.lucky-shrub.com www.lucky-shrub.com".
 */
const dns = require('node:dns');

const hosts = (process.env.HOSTS_OF_THIS_MACHINE ?? '').split(' ');
const { lookup } = dns;

dns.lookup = (name, options, done) => lookup(hosts.includes(name) ? '127.0.0.1' : name, options, done);
