import { exportAndWait } from '../../../nodes/Pelcro/execution/records/exportAndWait';
import { exportAndWait as operation } from '../../../nodes/Pelcro/resources/export/exportAndWait';
import { CancelledError } from '../../../nodes/transport/clock';
import { PelcroRequestError } from '../../../nodes/transport/failures/requestError';
import {
	scriptedSession,
	withTime,
	type ScriptedAnswer,
	type ScriptedSession,
} from '../../transport/scriptedSession';

const ID = '3f0c2a52-8d5e-4c3b-9a35-6e2f0d7c1b44';
const CSV = Buffer.from('id,email\n1,a@example.com\n');
const NOT_FOUND = { status: 404, body: Buffer.from('{"message":"Not found."}') };
const MINUTE = 60_000;

/** No earlier try has requested it. */
const NEW = { id: undefined, note: () => undefined };

const waiting = { statusPath: '/exports', downloadPath: '/exports/{id}' };

/** What Pelcro does, by what it is asked for; the numbers count the calls of each kind from 0. */
interface Script {
	order?: ScriptedAnswer;
	list: (index: number) => ScriptedAnswer;
	file: (index: number) => ScriptedAnswer;
}

const entry = (more: object) => ({
	status: 200,
	body: {
		data: [
			{ uuid: 'other', finished_at: 5 },
			{ uuid: ID, ...more },
		],
		types: ['customers'],
	},
});
const running = entry({ started_at: 1, finished_at: null, failed_reason: null });
const finished = entry({ started_at: 1, finished_at: 2, failed_reason: null });
const file = { status: 200, body: CSV };

function start(script: Script, parameters: Record<string, unknown> = {}, signal?: AbortSignal) {
	const counts = { list: 0, file: 0 };
	const session: ScriptedSession = scriptedSession((index, url) => {
		if (index === 0) return script.order ?? { status: 200, body: { data: { uuid: ID } } };
		const kind = url.endsWith(`/exports/${ID}`) ? 'file' : 'list';
		counts[kind] += 1;
		return script[kind](counts[kind] - 1);
	}, signal);
	const request = {
		method: 'POST' as const,
		path: '/exports',
		body: { object: 'customers' },
		siteIdIn: 'body' as const,
		scope: { siteId: '2002' },
		file: true,
		lostAdvice: operation.lostAdvice,
	};
	const values: Record<string, unknown> = { maximumWait: 10, ...parameters };
	const call = { request, read: (name: string) => values[name] };
	const result = withTime(session.clock, exportAndWait({ session, operation }, call, waiting, NEW));
	return { session, counts, result };
}

const urlsOf = ({ sent }: ScriptedSession) => sent.map(({ method, url }) => `${method} ${url}`);

/** The failure that is shown to the user. */
async function failureOf(result: Promise<unknown>): Promise<Error & { description: string }> {
	return await result.then(
		() => {
			throw new Error('It did not fail');
		},
		(error: Error & { description: string }) => error,
	);
}

const always = (answer: ScriptedAnswer) => () => answer;
const after = (count: number, before: ScriptedAnswer, then: ScriptedAnswer) => (index: number) =>
	index < count ? before : then;

describe('Export and Wait', () => {
	it('asks the list until the export is finished, and for the file only then', async () => {
		const { session, counts, result } = start({
			list: after(3, running, finished),
			file: always(file),
		});
		const download = await result;
		expect(download.content.equals(CSV)).toBe(true);
		expect(download).toMatchObject({ fileName: `export-${ID}.csv`, mimeType: 'text/csv' });
		expect(counts).toEqual({ list: 4, file: 1 });
		// 2 s, 3 s, 4.5 s, 6.75 s.
		expect(session.clock.now()).toBe(16_250);
	});

	it('works on the chosen site in all three calls, and reads the first answer as JSON', async () => {
		const { session, result } = start({ list: always(finished), file: always(file) });
		await result;
		expect(session.sent.map(({ qs, body }) => [qs, body])).toEqual([
			[{ site_id: undefined }, { object: 'customers', site_id: 2002 }],
			[{ site_id: '2002' }, undefined],
			[{ site_id: '2002' }, undefined],
		]);
	});

	it('waits 30 seconds at the most between two looks', async () => {
		const { counts, result } = start(
			{ list: always(running), file: always(file) },
			{ maximumWait: 60 },
		);
		await failureOf(result);
		expect(counts.list).toBeGreaterThan(115);
		expect(counts.list).toBeLessThan(130);
	});

	it('shows why Pelcro could not make it, and does not ask for the file', async () => {
		const failed = entry({ finished_at: 2, failed_reason: 'Out of memory' });
		const { counts, result } = start({ list: after(1, running, failed), file: always(file) });
		const error = await failureOf(result);
		expect(error.message).toBe('Pelcro could not make the export: Out of memory');
		expect(error.description).toContain(ID);
		expect(counts.file).toBe(0);
	});

	it.each([
		['does not hold the export', { status: 200, body: { data: [] } }],
		['does not tell whether it is finished', entry({ object: 'customers' })],
		['has texts only', { status: 200, body: ['customers', 'invoices'] }],
		['is refused', { status: 403, body: { message: 'Enterprise accounts only.' } }],
	])('asks for the file until it is there when the list %s', async (_what, list) => {
		const { counts, result } = start({
			list: always(list),
			file: after(4, NOT_FOUND, file),
		});
		expect((await result).content.equals(CSV)).toBe(true);
		expect(counts).toEqual({ list: 5, file: 5 });
	});

	it('asks again when the list says finished before the file is there', async () => {
		const { counts, result } = start({
			list: always(finished),
			file: after(2, NOT_FOUND, file),
		});
		await result;
		expect(counts.file).toBe(3);
	});

	it('says that the file is gone, with the ID, when its only download got lost', async () => {
		const gone = { status: 400, body: Buffer.from('{"message":"Already downloaded."}') };
		const { counts, result } = start({
			list: always(finished),
			file: after(1, { code: 'ECONNRESET' }, gone),
		});
		const error = await failureOf(result);
		expect(error).toBeInstanceOf(PelcroRequestError);
		expect(error).toMatchObject({ message: 'Already downloaded.', outcomeUnknown: true });
		expect(error.description).toContain('only once');
		expect(error.description).toContain(ID);
		expect(counts.file).toBe(2);
	});

	it('gets the file at the second try when the first never reached Pelcro', async () => {
		const { result } = start({
			list: always(finished),
			file: after(1, { code: 'ECONNRESET' }, file),
		});
		expect((await result).content.equals(CSV)).toBe(true);
	});

	it('goes on when the lost answer was a refusal, as the next one shows', async () => {
		const { result } = start({
			list: always({ status: 200, body: [] }),
			file: (index) => [{ code: 'ECONNRESET' }, NOT_FOUND, NOT_FOUND][index] ?? file,
		});
		expect((await result).content.equals(CSV)).toBe(true);
	});

	it('gives up after the maximum wait, having looked once more at its end, and names the export', async () => {
		const { session, result } = start(
			{ list: always(running), file: always(file) },
			{ maximumWait: 1 },
		);
		const error = await failureOf(result);
		expect(error.message).toBe('The export was not ready after 1 minutes');
		expect(error.description).toContain(ID);
		expect(error.description).not.toContain('only once');
		expect(session.clock.now()).toBe(MINUTE);
		expect(urlsOf(session).at(-1)).toMatch(/^GET .*\/exports$/);
	});

	it('says when giving up that the file may have gone with a lost answer', async () => {
		const { result } = start({
			list: always({ status: 200, body: [] }),
			file: after(1, { code: 'ECONNRESET' }, NOT_FOUND),
		});
		expect((await failureOf(result)).description).toContain('only once');
	});

	it('waits an hour when the maximum is left empty', async () => {
		const { session, result } = start(
			{ list: always(running), file: always(file) },
			{ maximumWait: '' },
		);
		await failureOf(result);
		expect(session.clock.now()).toBe(60 * MINUTE);
	});

	it('sits out trouble of Pelcro while it waits', async () => {
		const { result } = start({
			list: after(7, { status: 503 }, finished),
			file: always(file),
		});
		expect((await result).content.equals(CSV)).toBe(true);
	});

	it('stops at a key that is no longer accepted, and names the export', async () => {
		const { counts, result } = start({
			list: after(1, running, { status: 401, body: { message: 'Unauthenticated.' } }),
			file: always(file),
		});
		const error = await failureOf(result);
		expect(error).toMatchObject({ message: 'Pelcro did not accept the API Key', status: 401 });
		expect(error.description).toContain(ID);
		expect(counts).toEqual({ list: 2, file: 0 });
	});

	it('waits for nothing when the request is refused, and says what Pelcro says', async () => {
		const order = { status: 400, body: { errors: { date_to: ['The range is too long.'] } } };
		const { session, result } = start({ order, list: always(running), file: always(file) });
		const error = await failureOf(result);
		expect(error.message).toContain('The range is too long.');
		expect(session.sent).toHaveLength(1);
	});

	it('does not request a second export when the answer to the request got lost', async () => {
		const order = { code: 'ECONNRESET' };
		const { session, result } = start({ order, list: always(running), file: always(file) });
		const error = await failureOf(result);
		expect(error).toMatchObject({ outcomeUnknown: true });
		// The advice for a lost file would send the user to request it again.
		expect(error.description).not.toContain('only once');
		expect(session.sent).toHaveLength(1);
	});

	it.each([
		['{data: {id}}', { data: { id: ID } }],
		['{uuid}', { uuid: ID }],
		['{export_id}', { export_id: ID }],
		['{data: id}', { data: ID }],
	])('finds the ID in an answer like %s', async (_form, body) => {
		const order = { status: 200, body };
		const { result } = start({ order, list: always(finished), file: always(file) });
		expect((await result).content.equals(CSV)).toBe(true);
	});

	it.each([{}, { data: {} }, { data: '' }, { data: null }])(
		'says that it does not know the export after %j',
		async (body) => {
			const order = { status: 200, body };
			const { session, result } = start({ order, list: always(finished), file: always(file) });
			expect((await failureOf(result)).message).toMatch(/did not say which export/);
			expect(session.sent).toHaveLength(1);
		},
	);

	it.each([
		['between two looks', async (session: ScriptedSession) => await session.clock.sleep(500)],
		['during a look', async () => await Promise.resolve()],
	])('stops at once when the execution is stopped %s', async (_when, moment) => {
		const controller = new AbortController();
		const { session, result } = start(
			{
				list: () => {
					void moment(session).then(() => controller.abort());
					return running;
				},
				file: always(file),
			},
			{},
			controller.signal,
		);
		await expect(result).rejects.toThrow(CancelledError);
		expect(urlsOf(session)).toHaveLength(2);
	});
});
