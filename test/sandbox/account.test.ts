import { DEFAULT_ACCOUNT, startSandbox, type Sandbox } from '../../sandbox';
import { control, post, send, startReceiver, textMessage } from './helpers';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ callbackUrl: 'https://n8n.example.com/webhook/x' });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const ask = async (path: string, body: object) => await post(sandbox.url, path, body);

const appIds = DEFAULT_ACCOUNT.appIds;
const numbersOf = ({ json }: { json: object }) =>
	(json as { data: { records: { dataList: { phoneNumber: string }[] }[] } }).data.records.flatMap(
		({ dataList }) => dataList.map(({ phoneNumber }) => phoneNumber),
	);

test('numbers come in pages, all of them or those that were asked for', async () => {
	const path = '/wa/queryBusinessPhoneInfo';
	const all = await ask(path, { current: 1, size: 25, params: { appIds, phoneNumbers: [] } });
	expect(numbersOf(all)).toEqual(['628111000111', '12025550100', '628111000333']);
	expect(all.json.data).toMatchObject({ total: 3, size: 25, current: 1 });
	const second = await ask(path, { current: 2, size: 2, params: { appIds } });
	expect(numbersOf(second)).toEqual(['628111000333']);
	const one = await ask(path, { params: { phoneNumbers: ['12025550100'] } });
	expect(numbersOf(one)).toEqual(['12025550100']);
	expect((await ask(path, { params: { appIds: ['foreign'] } })).json).toMatchObject({ status: '-10' });
	expect((await ask(path, { current: 0 })).json).toMatchObject({ status: '-83' });
});

test('the account says where its reports go', async () => {
	const { json } = await ask('/wa/queryWaBaInfo', { current: 1, size: 25, params: { appIds } });
	expect(json.data).toMatchObject({
		total: 1,
		records: [{ appId: 'sandboxApp', reportUrl: 'https://n8n.example.com/webhook/x', currency: 'USD' }],
	});
});

test('one of the two paths answers 404, and which one is a setting', async () => {
	expect((await ask('/wa/template/queryWaBaInfo', {})).http).toBe(404);
	sandbox.configure({ accountCallsBelow: '/wa/template' });
	expect((await ask('/wa/queryWaBaInfo', {})).http).toBe(404);
	expect((await ask('/wa/template/queryWaBaInfo', {})).json).toMatchObject({ status: '0' });
	expect((await ask('/wa/template/queryBusinessPhoneInfo', {})).json).toMatchObject({ status: '0' });
});

test('nothing is sent from a banned number', async () => {
	const { json } = await send(sandbox.url, textMessage({ businessPhone: '628111000333' }));
	expect(json).toMatchObject({ status: '-97' });
});

test('what happens to number and account can be pushed', async () => {
	const receiver = await startReceiver();
	for (const event of [
		{ field: 'phone_number_quality_update', event: 'FLAGGED' },
		{ field: 'account_update', event: 'ACCOUNT_RESTRICTION' },
		{ field: 'account_update' },
	]) {
		await control(sandbox.url, '/_/push', { url: receiver.url, ...event });
	}
	expect(receiver.events).toMatchObject([
		{ field: 'phone_number_quality_update', event: 'FLAGGED', displayPhoneNumber: '628111000111' },
		{ field: 'account_update', event: 'ACCOUNT_RESTRICTION', appId: 'sandboxApp' },
		{ field: 'account_update', event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: expect.any(String) } },
	]);
	expect(receiver.events.some((event) => 'eventType' in event)).toBe(false);
	await receiver.close();
});
