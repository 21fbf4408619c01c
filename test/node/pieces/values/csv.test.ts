import fc from 'fast-check';

import { parseCsv } from '../../../../nodes/Pelcro/execution/output/csv';
import { systemClock } from '../../../../nodes/transport/clock';
import { LONGEST_STRETCH_MS } from '../../../../nodes/transport/limits';
import { BusyClock } from '../../../transport/busyClock';

const parse = async (text: string) => await parseCsv(text, { clock: systemClock });

const quote = (value: string) => `"${value.replace(/"/g, '""')}"`;

/** Texts in which everything that CSV gives a meaning is frequent. */
const text = fc
	.array(fc.constantFrom(',', '"', '\n', '\r', '\r\n', ' ', 'a', 'é', '007', '😀', '\t', '='), {
		maxLength: 8,
	})
	.map((parts) => parts.join(''));

const name = fc.string({ minLength: 1, maxLength: 8 });

describe('parsing CSV', () => {
	it('gives back what was written, however it was quoted and whichever line breaks it has', async () => {
		const table = fc
			.uniqueArray(name, { minLength: 2, maxLength: 5 })
			.filter((names) => !names[0]?.startsWith('\uFEFF'))
			.chain((names) =>
				fc.record({
					names: fc.constant(names),
					rows: fc.array(fc.array(text, { minLength: names.length, maxLength: names.length }), {
						maxLength: 6,
					}),
					quoteAll: fc.boolean(),
					lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
					lastBreak: fc.boolean(),
					mark: fc.constantFrom('', '\uFEFF'),
				}),
			);
		await fc.assert(
			fc.asyncProperty(table, async ({ names, rows, quoteAll, lineBreak, lastBreak, mark }) => {
				const written = (value: string) =>
					quoteAll || /[",\r\n\uFEFF]/.test(value) ? quote(value) : value;
				const lines = [names, ...rows].map((row) => row.map(written).join(','));
				const csv = mark + lines.join(lineBreak) + (lastBreak ? lineBreak : '');
				const expected = rows.map((row) =>
					Object.fromEntries(row.map((value, at) => [names[at], value])),
				);
				expect(await parse(csv)).toEqual(expected);
			}),
			{ numRuns: 300 },
		);
	});

	it('keeps leading zeros and numbers as texts', async () => {
		expect(await parse('zip,amount\n01234,10.50\n')).toEqual([{ zip: '01234', amount: '10.50' }]);
	});

	it.each([
		['nothing', '', []],
		['only names', 'a,b\r\n', []],
		['empty lines', 'a\n\n1\n\n\n2\n\n', [{ a: '1' }, { a: '2' }]],
		['a short row', 'a,b\n1\n', [{ a: '1' }]],
		['an empty last value', 'a,b\n1,', [{ a: '1', b: '' }]],
		['a long row', 'a\n1,2\n', [{ a: '1', column_2: '2' }]],
		['a name twice', 'a,a\n1,2\n', [{ a: '1', column_2: '2' }]],
		['a column without a name', 'a,,c\n1,2,3\n', [{ a: '1', column_2: '2', c: '3' }]],
		[
			'columns without a name beside one that is called so',
			'a,,column_2\n1,2,3,4\n',
			[{ a: '1', column_2_: '2', column_2: '3', column_4: '4' }],
		],
		[
			'a value beyond a column that is called so',
			'column_2\n1,2\n',
			[{ column_2: '1', column_2_: '2' }],
		],
		['quotes after the first character', 'a\n"x"\n', [{ a: 'x' }]],
	])('reads a file with %s', async (_what, csv, rows) => {
		expect(await parse(csv)).toEqual(rows);
	});

	it('does not let a column named __proto__ change what a row is', async () => {
		const [row] = await parse('__proto__,a\nx,1\n');
		expect(Object.keys(row ?? {})).toEqual(['__proto__', 'a']);
		expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
	});

	it.each(['a\n"open', 'a\nx"y\n', 'a\n"x"y\n', '"a\n1\n'])('refuses %j', async (csv) => {
		await expect(parse(csv)).rejects.toThrow(SyntaxError);
	});

	it('reads a very long field full of quotes', async () => {
		const value = '"x'.repeat(500_000);
		expect((await parse(`a,b\n${quote(value)},1\n`))[0]).toEqual({ a: value, b: '1' });
	});

	it('lets others have the event loop while it reads a large file', async () => {
		const csv = `id,name\n${'1,"Reader, One"\n'.repeat(1_000)}`;
		// A row a millisecond.
		const clock = new BusyClock(1);
		const rows = await parseCsv(csv, { clock });
		expect(rows).toHaveLength(1_000);
		expect(clock.turns).toBeGreaterThanOrEqual(1_000 / (LONGEST_STRETCH_MS + 2));
	});
});
