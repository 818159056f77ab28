import { draft, problemsIn } from './form';

const PLACE = { longitude: '106.8', locationName: 'Shop', locationAddress: 'Jl. Melati 12' };
const MUST = 'must be a number of degrees with a decimal point, e.g. 22.7196, not';

describe('a coordinate', () => {
	it.each([
		['\u200e-6.208', '-6.208'],
		['-6.208\u200b', '-6.208'],
		['−6.208', '-6.208'],
		['–6.208', '-6.208'],
		['+6.208', '6.208'],
		['-.208', '-0.208'],
		["'-6.208", '-6.208'],
		['"-6.208"', '-6.208'],
		['-6,208', '-6.208'],
		['１２.5', '12.5'],
		['١٢٫٥', '12.5'],
		[' -6.208\r\n', '-6.208'],
	])('%j can mean one thing only: %s', (latitude, meant) => {
		const location = { latitude, longitude: '1', name: 'a', address: 'b' };
		for (const { body, problems } of [
			draft('sendLocation', { ...PLACE, latitude }),
			draft('sendJson', { messageJson: JSON.stringify({ type: 'location', location }) }),
		]) {
			expect(problems).toEqual([]);
			expect(body.location).toMatchObject({ latitude: meant });
		}
	});

	it.each(['north', '52,516,300', '52.5163° N', '1.234.5', '-'])('%j is refused', (latitude) => {
		expect(problemsIn('sendLocation', { ...PLACE, latitude })).toEqual([`Latitude ${MUST} "${latitude}"`]);
	});

	it.each([
		['52.5163, 13.3777', "split(',')"],
		['52.5163,13.3777', "split(',')"],
		['-6; 106.8', "split(';')"],
		['−6.2\u00a0106.8', 'split(/\\s+/)'],
	])('%j holds both: says which part to take', (both, split) => {
		expect(problemsIn('sendLocation', { ...PLACE, latitude: both, longitude: both })).toEqual([
			`Longitude holds latitude and longitude: "${both}". Take one of them in the expression, such as {{ $json.position.${split}[1] }}`,
			`Latitude holds latitude and longitude: "${both}". Take one of them in the expression, such as {{ $json.position.${split}[0] }}`,
		]);
	});

	it('a page of text is quoted by its beginning', () => {
		for (const latitude of ['x'.repeat(100_000), '9'.repeat(100_000), `1${' '.repeat(100_000)}x`]) {
			expect(problemsIn('sendLocation', { ...PLACE, latitude }).join().length).toBeLessThan(200);
		}
	});
});
