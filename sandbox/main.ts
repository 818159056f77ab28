/** `npm run sandbox -- --port 4010 --latency 0 --rate 80 --callback <address>`, or the same as SANDBOX_PORT, _LATENCY, _RATE, _CALLBACK. */
import { parseArgs } from 'node:util';
import { DEFAULT_ACCOUNT, startSandbox } from '.';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: process.env.SANDBOX_PORT ?? '4010' },
		latency: { type: 'string', default: process.env.SANDBOX_LATENCY ?? '0' },
		rate: { type: 'string', default: process.env.SANDBOX_RATE },
		callback: { type: 'string', default: process.env.SANDBOX_CALLBACK },
	},
});

async function main(): Promise<void> {
	const sandbox = await startSandbox({
		port: Number(values.port),
		latencyMs: Number(values.latency),
		ratePerSecond: values.rate === undefined ? null : Number(values.rate),
		callbackUrl: values.callback ?? null,
	});
	const { apiKey, apiSecret, appIds, businessPhones } = DEFAULT_ACCOUNT;
	const body = {
		appId: appIds[0],
		businessPhone: businessPhones[0],
		recipient: '6281234567890',
		channelType: 0,
		type: 'text',
		text: { body: 'Hello from the sandbox' },
	};
	console.log(`
ITNIO sandbox: ${sandbox.url}   (nothing leaves this machine)

  API key      ${apiKey}
  API secret   ${apiSecret}
  App ID       ${appIds.join(', ')}
  Business     ${businessPhones.join(', ')}, or any other number of 7-14 digits

Try it:

  T=$(date +%s)
  SIGN=$(printf '%s' "${apiKey}${apiSecret}$T" | md5sum | cut -d' ' -f1)
  curl -s ${sandbox.url}/wa/custom/sendMsg \\
    -H 'Content-Type: application/json;charset=UTF-8' -H 'Api-Key: ${apiKey}' -H "Timestamp: $T" -H "Sign: $SIGN" \\
    -d '${JSON.stringify(body)}'

Open ${sandbox.url} to see what was received. Ctrl-C ends.
`);
	const end = () => {
		void sandbox.close().then(() => process.exit(0));
	};
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
	console.error(`The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
