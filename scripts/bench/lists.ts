/**
 * What it costs to fill in lists: one card for each of 10 products, for 1,000 items, up to the first message.
 *
 *   npx tsx scripts/bench/lists.ts [another checkout, to be compared with]
 */
import { join, resolve } from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { engineOf, workflowOf } from '../../harness/engine';
import { median } from './median';

const ITEMS = 1000;
const CARDS = 10;
const RUNS = 3;

const here = join(__dirname, '..', '..');
const engine = engineOf(here);

const items = Array.from({ length: ITEMS }, (_, item) => ({
	// No number, so that all is computed and checked, and nothing is sent.
	phone: 'nobody',
	customer: `Customer ${item}`,
	products: Array.from({ length: CARDS }, (_, number) => ({
		name: `Plant ${number} of ${item}`,
		price: number * 10,
		picture: `https://images.example.com/${number}.jpg`,
		page: `https://shop.example.com/${number}`,
	})),
}));

const parameters = {
	resource: 'message',
	operation: 'sendCarousel',
	businessPhone: '6285574670498',
	recipient: '={{ $json.phone }}',
	bodyText: '=For {{ $json.customer }}',
	inputMode: 'repeat',
	repeatFor: '={{ $json.products }}',
	card: {
		entry: {
			headerLink: '={{ $json.products[0].picture }}',
			bodyText:
				'=*{{ $json.products[0].name.toUpperCase() }}* – ${{ $json.products[0].price }} for {{ $json.customer }}',
			urlText: 'Buy it',
			url: '={{ $json.products[0].page }}',
		},
	},
};

interface Checkout {
	ItnioWhatsApp: new () => INodeType;
	ItnioApi: new () => ICredentialType;
}

async function load(folder: string): Promise<Checkout> {
	const node = (await import(join(folder, 'nodes/ItnioWhatsApp/ItnioWhatsApp.node.ts'))) as Checkout;
	const credential = (await import(join(folder, 'credentials/ItnioApi.credentials.ts'))) as Checkout;
	return { ItnioWhatsApp: node.ItnioWhatsApp, ItnioApi: credential.ItnioApi };
}

/** Seconds of CPU. */
async function measure({ ItnioWhatsApp, ItnioApi }: Checkout): Promise<number> {
	const node = { name: 'Send', type: 'n8n-nodes-itnio.itnioWhatsApp', typeVersion: 1, parameters };
	const before = process.cpuUsage();
	const run = await engine.run({
		...workflowOf(items, node, new ItnioWhatsApp()),
		credentialType: new ItnioApi(),
		credential: { apiKey: 'key', apiSecret: 'secret', appId: 'App12345', baseUrl: 'http://127.0.0.1:9' },
	});
	const { user, system } = process.cpuUsage(before);
	if (!/Recipient/.test(run.data.resultData.error?.message ?? '')) throw new Error('It was not refused');
	return (user + system) / 1e6;
}

async function main(): Promise<void> {
	const folders = [here, ...process.argv.slice(2).map((folder) => resolve(folder))];
	const checkouts = await Promise.all(folders.map(load));
	const seconds = folders.map((): number[] => []);
	// In turn, so that all of them meet the same machine.
	for (let run = 0; run <= RUNS; run += 1) {
		for (const [index, checkout] of checkouts.entries()) {
			const cpu = await measure(checkout);
			// The first run compiles.
			if (run > 0) seconds[index]?.push(cpu);
		}
	}
	for (const [index, folder] of folders.entries()) {
		const own = seconds[index] ?? [];
		console.log(
			`${folder}: ${median(own).toFixed(1)} s of CPU (${own.map((one) => one.toFixed(1)).join(', ')})`,
		);
	}
	engine.shutdown();
}

void main();
