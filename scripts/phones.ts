/**
 * Phone numbers of all countries: the table that the package ships, and how numbers are read with it.
 *
 *   tsx scripts/phones.ts            how many are read right, refused, wrong; the time a number takes
 *   tsx scripts/phones.ts --write    makes the table anew, after an update of libphonenumber-js
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPhone } from '../nodes/ItnioWhatsApp/core/phone';
import { figuresOf, GROUPS, type Reader } from './phones/figures';
import { TABLE, tableSource } from './phones/table';

export const reader: Reader = (written, countryCode) => {
	const reading = readPhone(written, { countryCode });
	return 'digits' in reading ? reading.digits : undefined;
};

function printFigures(read: Reader): void {
	for (const [name, cases] of Object.entries(GROUPS)) {
		const { right, refused, wrong } = figuresOf(cases, read);
		console.log(
			`${name}: ${right} of ${cases.length} right, ${refused.length} refused, ${wrong.length} wrong`,
		);
		for (const { country, written, right: expected } of wrong) {
			console.log(`  ${country} ${written}: ${expected}`);
		}
	}
}

const ROUNDS = 20;

function printTime(read: Reader): void {
	const cases = Object.values(GROUPS).flat();
	const cold = performance.now();
	for (const { written, countryCode } of cases) read(written, countryCode);
	const start = performance.now();
	for (let round = 0; round < ROUNDS; round += 1) {
		for (const { written, countryCode } of cases) read(written, countryCode);
	}
	const each = (milliseconds: number, count: number) => ((milliseconds * 1000) / count).toFixed(1);
	console.log(
		`${each(performance.now() - start, cases.length * ROUNDS)} µs a number, ${each(start - cold, cases.length)} µs for the first ones`,
	);
}

if (require.main === module) {
	if (process.argv.includes('--write')) writeFileSync(join(__dirname, '..', TABLE), tableSource());
	else {
		printFigures(reader);
		printTime(reader);
	}
}
