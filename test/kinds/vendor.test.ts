import { sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import type { INodeParameters } from 'n8n-workflow';
import { without } from '../core/paths';
import { draftMessage } from '../../nodes/ItnioWhatsApp/run/draft';
import { formOf, draft, envelope, kindOf, noFiles } from './form';
import { numberOfVendorSamples, rawVendorSamples, vendorSamples, type Body } from './vendor';

/** The vendor's samples are in no numbering plan: a + says that they are complete. Some are too long for any number. */
const complete = (phone: unknown): string => (String(phone).length > 14 ? '' : '+') + String(phone);

/** What all messages share, as the form holds it for a sample. */
function shared({ appId, businessPhone, recipient }: Body, parameters: INodeParameters): INodeParameters {
	return {
		...parameters,
		businessPhone: complete(businessPhone),
		recipient: complete(recipient),
		options: { ...(parameters.options as INodeParameters), appId: appId as string },
	};
}

const NUMBER_SAYS = 'digits, a number with its country code has 7 to 14';
const ID_SAYS = 'contains letters: enter the number alone';

it('knows every sample of the page', () => {
	expect(vendorSamples).toHaveLength(numberOfVendorSamples);
});

describe.each(vendorSamples)(
	'the sample of a $title',
	({ operation, body, fields, json, impossibleNumbers, placeholderId }) => {
		const problemsWith = (waId: string): string[] => [
			...(impossibleNumbers
				? [
						`Business Phone has 16 ${NUMBER_SAYS}: "6282292229952762"`,
						`Recipient has 17 ${NUMBER_SAYS}: "86173333376738687"`,
					]
				: []),
			...(placeholderId ? [`${waId} ${ID_SAYS}: "PHONE_OR_WA_ID"`] : []),
		];
		const inJson = problemsWith('wa_id of phone 2 of contact 1');

		function expectSample(form: INodeParameters) {
			const { itemIndex, path, body: built, problems: found } = draft(operation, shared(body, form));
			expect(built).toStrictEqual(body);
			expect({ itemIndex, path, found: found.map(sentenceOf) }).toEqual({
				itemIndex: 0,
				path: '/wa/custom/sendMsg',
				found: form.inputMode === 'json' ? inJson : problemsWith('Contact 1 › Phone 2 › WhatsApp ID'),
			});
		}

		it('comes out of the form', () => {
			expectSample(fields);
		});

		it('comes out of the form with the numbers as a spreadsheet has them', () => {
			const form = { ...shared(body, fields), businessPhone: Number(body.businessPhone) };
			expect(draft(operation, form).body.businessPhone).toBe(String(Number(body.businessPhone)));
		});

		if (json) {
			const name = Object.keys(json).find((key) => key.endsWith('Json')) as string;

			it('comes out of JSON input, as a list or as text, with or without constants', () => {
				const action = (body.interactive as Body | undefined)?.action as Body | undefined;
				const complete = action?.sections ?? action?.buttons ?? action?.cards ?? body.contacts;
				for (const given of [json[name], JSON.stringify(json[name]), complete, JSON.stringify(complete)]) {
					expectSample({ ...json, inputMode: 'json', [name]: given as never });
				}
				// As an expression in quotes gives it.
				expectSample({ ...json, inputMode: 'json', [name]: JSON.stringify(JSON.stringify(json[name])) });
			});
		}

		it('comes out of a custom JSON message that is complete', () => {
			const form = { messageJson: JSON.stringify(body), businessPhone: '', recipient: '' };
			expect(draft('sendJson', form).body).toStrictEqual(body);
			const numeric = { ...body, businessPhone: Number(body.businessPhone) };
			expect(draft('sendJson', { ...form, messageJson: numeric as never }).body).toStrictEqual({
				...body,
				businessPhone: String(Number(body.businessPhone)),
			});
		});

		it('comes out of a custom JSON message that leaves out what the node can add', () => {
			const own = without(body, Object.keys(envelope));
			const { body: built, problems: found } = draft('sendJson', shared(body, { messageJson: own as never }));
			expect(built).toStrictEqual(body);
			expect(found.map(sentenceOf)).toEqual(inJson);
		});

		it('is sent with its checks skipped, whatever they say', () => {
			const form = shared(body, fields);
			const { body: built, problems: found } = draft(operation, {
				...form,
				options: { ...(form.options as INodeParameters), skipChecks: true },
			});
			expect(built).toStrictEqual(body);
			expect(found).toEqual([]);
		});
	},
);

it('the location of the page, which has no type, is told its types', () => {
	const raw = rawVendorSamples[7];
	const sample = { ...raw, recipient: complete(raw?.recipient) };
	const { problems } = draftMessage(
		kindOf('sendJson'),
		formOf((name) => ({ messageJson: sample, options: {} })[name]),
		{ appId: '', businessPhone: '', defaultCountryCode: '' },
		noFiles,
	);
	expect(problems.map(sentenceOf)).toEqual([
		expect.stringMatching(/^"type" is missing, it must be one of: text, .*location, /),
	]);
});
