/**
 * Phone numbers of all countries: the table that the package ships, and how numbers are read with it.
 *
 *   npx tsx scripts/phones.ts [another checkout]   how many are read right, refused, wrong, here and before; the time a number takes
 *   npx tsx scripts/phones.ts --write              makes the table again, after an update of libphonenumber-js
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readPhone } from '../nodes/ItnioWhatsApp/core/phone';
import { figuresOf, GROUPS, type Reader } from './phones/figures';
import { TABLE, tableSource } from './phones/table';

export const reader: Reader = (written, countryCode) => {
	const reading = readPhone(written, { countryCode });
	return 'digits' in reading ? reading.digits : undefined;
};

interface Checkout {
	readPhone?: typeof readPhone;
	/** Before the numbering plans were known. */
	repairPhone: (written: string, countryCode: string) => string;
	unclearPhone: (written: string, countryCode: string) => string | undefined;
}

/** The reader of another checkout, also of one from before the numbering plans. */
async function readerOf(folder: string): Promise<Reader> {
	const node = join(resolve(folder), 'nodes/ItnioWhatsApp');
	const plans = join(node, 'core/phone/index.ts');
	const there = (await import(existsSync(plans) ? plans : join(node, 'checks/phone.ts'))) as Checkout;
	return (written, countryCode) => {
		if (there.readPhone) {
			const reading = there.readPhone(written, { countryCode });
			return 'digits' in reading ? reading.digits : undefined;
		}
		if (there.unclearPhone(written, countryCode) !== undefined) return undefined;
		const digits = there.repairPhone(written, countryCode);
		return /^[1-9]\d{6,13}$/.test(digits) ? digits : undefined;
	};
}

function printFigures(read: Reader, { withWrong = true } = {}): void {
	for (const [name, cases] of Object.entries(GROUPS)) {
		const { right, refused, wrong } = figuresOf(cases, read);
		console.log(
			`${name}: ${right} of ${cases.length} right, ${refused.length} refused, ${wrong.length} wrong`,
		);
		for (const { country, written, right: expected } of withWrong ? wrong : []) {
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

async function main([argument]: readonly string[]): Promise<void> {
	if (argument === '--write') {
		writeFileSync(join(__dirname, '..', TABLE), tableSource());
		return;
	}
	if (argument !== undefined) {
		console.log(`Before, in ${argument}`);
		printFigures(await readerOf(argument), { withWrong: false });
		console.log('Here');
	}
	printFigures(reader);
	printTime(reader);
}

if (require.main === module) void main(process.argv.slice(2));
