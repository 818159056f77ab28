// n8n finds the nodes through the "n8n" block of package.json. This file serves code that requires the package.
const { ItnioApi } = require('./dist/credentials/ItnioApi.credentials.js');
const { ItnioWhatsApp } = require('./dist/nodes/ItnioWhatsApp/ItnioWhatsApp.node.js');
const { ItnioWhatsAppTrigger } = require('./dist/nodes/ItnioWhatsApp/ItnioWhatsAppTrigger.node.js');

module.exports = { ItnioApi, ItnioWhatsApp, ItnioWhatsAppTrigger };
