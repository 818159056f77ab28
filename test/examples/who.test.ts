/** The campaign's name for a person must follow the node: two names for one recipient would be two messages. */
import examples from 'libphonenumber-js/examples.mobile.json';
import type { IDataObject } from 'n8n-workflow';
import { personOf, readPhone } from '../../nodes/ItnioWhatsApp/core/phone';
import { TABLE } from '../../nodes/ItnioWhatsApp/core/phone/table';
import { exampleOf } from './files';

type Who = (json: IDataObject, node: () => { first: () => { json: IDataObject } }) => string;

function whoOf(): (person: string, country: string) => string {
	const { nodes } = exampleOf('desk-campaign.json');
	const { assignments } = nodes.find(({ name }) => name === 'Number')?.parameters.assignments as {
		assignments: Array<{ name: string; value: string }>;
	};
	const written = assignments.find(({ name }) => name === 'who')?.value ?? '';
	const expression = /^=\{\{(.*)\}\}$/s.exec(written)?.[1] ?? '';
	const who = new Function('$json', '$', `return ${expression}`) as Who;
	return (person, country) => who({ person }, () => ({ first: () => ({ json: { country } }) }));
}

const COUNTRIES = TABLE.flatMap((row) => {
	const [code = '', country = '', , trunk = ''] = row.split(' ');
	const national = Object.entries(examples).find(([name]) => name === country)?.[1];
	return national === undefined || national.length < 7 ? [] : [{ code, country, trunk, national }];
});

it.each(COUNTRIES)('is the one that the node reads, +$code $national of $country', (one) => {
	const { code, trunk, national } = one;
	const who = whoOf();
	const dialled = /^\d$/.test(trunk) ? [trunk + national] : [];
	const spellings = [
		...[`+${code} ${national}`, code + national, `00${code}${national}`, national],
		...dialled.flatMap((home) => [home, `+${code} ${home}`, `+${code} (${trunk})${national}`]),
	];
	for (const country of [code, ''])
		for (const spelling of spellings) {
			// Without any country it is known to pass for a number abroad.
			if (country === '' && spelling === national) continue;
			const reading = readPhone(spelling, { countryCode: country });
			if ('digits' in reading)
				expect([spelling, who(spelling, country)]).toEqual([spelling, personOf(reading.digits)]);
		}
});
