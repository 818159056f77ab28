/** What a run costs depends on countries and kinds of template: the preview and the summary say both. */
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { DEFAULT_ACCOUNT } from '../../sandbox';
import { runInEngine } from './engine';
import { serviceForTests } from './service';

/** What an app answered is remembered: one for each test that looks at what is asked. */
const appIds = [...DEFAULT_ACCOUNT.appIds, 'silentApp', 'loopingApp'];
const service = serviceForTests({ accounts: [{ ...DEFAULT_ACCOUNT, appIds }] });

const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		phone: `+${index === 1 ? '65812345' : '628123456'}${String(index).padStart(2, '0')}`,
	}));

const run = async (
	items: IDataObject[],
	parameters: IDataObject,
	options: IDataObject = {},
	credential: ICredentialDataDecryptedObject = {},
) =>
	await runInEngine({
		credential: service.credential(credential),
		items,
		parameters: {
			...{ resource: 'message', operation: 'sendText', businessPhone: service.businessPhone },
			...{ recipient: '={{ $json.phone }}', text: 'Hi', options },
			...parameters,
		} as never,
	});

const sale = {
	operation: 'sendTemplate',
	templateName: { __rl: true, mode: 'name', value: 'store_opening' },
	templateLanguage: 'en_US',
	inputMode: 'json',
	componentsJson: '[]',
};
const skipChecks = true;

it('the preview says it above the output and on the page of all messages', async () => {
	const { hints, outputs } = await run(people(3), sale, { previewOnly: true, skipChecks });
	const said = 'To be sent: 3 marketing templates to 3 people: Indonesia 2, Singapore 1';
	expect(hints).toEqual(['Preview Only: none of 3 has problems, nothing was sent', said]);
	const all = outputs[0]?.[0]?.binary?.allMessages;
	expect(Buffer.from(all?.data ?? '', 'base64').toString()).toContain(`<p>${said}</p>`);
	expect(service.received()).toEqual([]);
});

it.each([
	['login_code', 'Template login_code (en_US) has 1 gap in its text in ITNIO'],
	['spring_sale', 'Template spring_sale (en_US) is PAUSED in ITNIO'],
])('the preview also says what the list has against %s', async (name, said) => {
	const doubtful = { ...sale, templateName: { __rl: true, mode: 'name', value: name } };
	const { hints, outputs } = await run(people(2), doubtful, { previewOnly: true });
	expect(hints[2]).toContain(said);
	const all = outputs[0]?.[0]?.binary?.allMessages;
	expect(Buffer.from(all?.data ?? '', 'base64').toString()).toContain(`<p>${said}`);
});

it('the summary says it of what was accepted', async () => {
	const { hints } = await run(people(12), {});
	expect(hints).toEqual([
		'12 accepted',
		'Country codes: 11 begin with 62, 1 with 65 (2nd: +6581234501)',
		'Accepted: 12 free messages to 12 people: Indonesia 11, Singapore 1',
	]);
});

it('a template that the list does not have is counted as one', async () => {
	const unheard = { ...sale, templateName: { __rl: true, mode: 'name', value: 'unheard_of' } };
	const { hints } = await run(people(2), unheard, { previewOnly: true, skipChecks });
	expect(hints[1]).toBe('To be sent: 2 templates to 2 people: Indonesia 1, Singapore 1');
});

it('where the list cannot be had, nothing but the kind is missing', async () => {
	service.sandbox.configure({ faults: [{ kind: 'http500', match: { endpoint: 'query' } }] });
	const preview = { previewOnly: true, skipChecks };
	const { hints, error } = await run(people(2), sale, preview, { appId: 'silentApp' });
	expect(error).toBeUndefined();
	expect(hints[1]).toBe('To be sent: 2 templates to 2 people: Indonesia 1, Singapore 1');
});

it('the runs of a loop ask for the list once', async () => {
	const preview = { previewOnly: true, skipChecks };
	for (let batch = 0; batch < 3; batch++) {
		const { hints } = await run(people(2), sale, preview, { appId: 'loopingApp' });
		expect(hints[1]).toBe('To be sent: 2 marketing templates to 2 people: Indonesia 1, Singapore 1');
	}
	expect(service.sandbox.requests).toBe(1);
});

it('says nothing of one message, nor of a preview in which none may go', async () => {
	expect((await run(people(1), {}, { previewOnly: true })).hints).toHaveLength(1);
	expect((await run([{ phone: 'x' }, { phone: 'y' }], {}, { previewOnly: true })).hints).toHaveLength(1);
	expect(service.sandbox.requests).toBe(0);
});
