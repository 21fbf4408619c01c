import { createOnce, uniqueKeyOf } from '../../../nodes/Pelcro/execution/records/once/createOnce';
import { KeyLookup } from '../../../nodes/Pelcro/execution/records/keys/keyLookup';
import { PelcroRequestError } from '../../../nodes/transport/failures/requestError';
import {
	scriptedSession,
	withTime,
	type ScriptedAnswer,
	type ScriptedSession,
} from '../../transport/scriptedSession';

const email = 'reader@example.com';
const create = { method: 'POST', path: '/customers', body: { email } } as const;
const key = { property: 'email', value: email, caseSensitive: false };
const LOST: ScriptedAnswer = { code: 'ECONNRESET' };
const NOTHING: ScriptedAnswer = { status: 200, body: { data: [], meta: { last_page: 1 } } };
const DONE: ScriptedAnswer = { status: 200, body: { data: { id: 8, email } } };
const TAKEN: ScriptedAnswer = {
	status: 400,
	body: { errors: { email: ['The email has already been taken.'] } },
};

/** As the clock of the tests begins. */
const FOUND = { id: 7, email, created_at: '1970-01-01T00:00:00Z' };

const found = (more: object = {}): ScriptedAnswer => ({
	status: 200,
	body: { data: [{ ...FOUND, ...more }], meta: { last_page: 1 } },
});

function script(...answers: ScriptedAnswer[]): ScriptedSession {
	return scriptedSession((index) => answers[index] ?? { status: 500 });
}

async function run(session: ScriptedSession, recordKey?: typeof key) {
	const lookup = new KeyLookup(session);
	return await withTime(
		session.clock,
		createOnce(session, { request: create, list: { path: '/customers' }, key: recordKey }, lookup),
	);
}

const methods = ({ sent }: ScriptedSession) => sent.map(({ method }) => method);

describe('a creation whose answer was lost', () => {
	it('is looked up by its unique key, and the record that is there is the result', async () => {
		const session = script(LOST, found());
		expect(await run(session, key)).toEqual(FOUND);
		expect(methods(session)).toEqual(['POST', 'GET']);
		expect(session.sent[1]?.qs).toMatchObject({ 'filter[email]': `eq:${email}` });
	});

	it('is repeated where there is no such record', async () => {
		const session = script(LOST, NOTHING, DONE);
		expect(await run(session, key)).toEqual({ data: { id: 8, email } });
		expect(methods(session)).toEqual(['POST', 'GET', 'POST']);
		expect(session.statistics.retries).toBe(1);
	});

	it('is found when Pelcro carried it out after the look', async () => {
		const session = script(LOST, NOTHING, TAKEN, found());
		expect(await run(session, key)).toEqual(FOUND);
		expect(methods(session)).toEqual(['POST', 'GET', 'POST', 'GET']);
	});

	it('is given up as unknown after the agreed number of tries', async () => {
		const answers = Array.from({ length: 5 }, () => [LOST, NOTHING]).flat();
		const session = script(...answers);
		await expect(run(session, key)).rejects.toMatchObject({ outcomeUnknown: true });
		expect(methods(session).filter((method) => method === 'POST')).toHaveLength(5);
	});

	it('is not repeated where the item has no unique key', async () => {
		const session = script(LOST, DONE);
		await expect(run(session)).rejects.toMatchObject({ outcomeUnknown: true });
		expect(methods(session)).toEqual(['POST']);
	});

	it('is unknown when the look fails as well', async () => {
		const session = script(LOST, { status: 403 });
		await expect(run(session, key)).rejects.toMatchObject({ outcomeUnknown: true });
		expect(methods(session)).toEqual(['POST', 'GET']);
	});

	it('is called refused when the record is older than the run', async () => {
		const session = script(LOST, found({ created_at: '1969-12-01T00:00:00Z' }));
		const error: unknown = await run(session, key).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(PelcroRequestError);
		expect(error).toMatchObject({
			message: 'A record with this email exists already',
			outcomeUnknown: false,
			fieldErrors: { email: ['has already been taken'] },
		});
	});
});

it.each([
	['differs from what was sent', { display_name: 'Another' }, false],
	['is shown without its time of creation', { created_at: undefined }, true],
])('a record that %s is not taken for the one that was made', async (_what, more, unknown) => {
	const request = { ...create, body: { email, display_name: 'Mine' } };
	const session = script(LOST, found({ display_name: 'Mine', ...more }));
	const creation = { request, list: { path: '/customers' }, key };
	const run = createOnce(session, creation, new KeyLookup(session));
	await expect(withTime(session.clock, run)).rejects.toMatchObject({ outcomeUnknown: unknown });
	expect(methods(session)).toEqual(['POST', 'GET']);
});

it('a record is the one that was made also where Pelcro writes its texts otherwise', async () => {
	const request = { ...create, body: { email: 'Reader@Example.com', display_name: ' Mine ' } };
	const session = script(LOST, found({ display_name: 'Mine' }));
	const creation = { request, list: { path: '/customers' }, key };
	const run = createOnce(session, creation, new KeyLookup(session));
	expect(await withTime(session.clock, run)).toMatchObject({ id: 7 });
});

it('a refusal of the first try is a refusal, also when the key is taken', async () => {
	const session = script(TAKEN, found());
	await expect(run(session, key)).rejects.toMatchObject({ status: 400, outcomeUnknown: false });
	expect(methods(session)).toEqual(['POST']);
});

it('the unique key is the first that the item has a value for', () => {
	const keys = [
		{ property: 'email', caseSensitive: false },
		{ property: 'old_provider_id', caseSensitive: true },
	];
	const request = { method: 'POST', path: '/customers' } as const;
	expect(uniqueKeyOf({ ...request, body: { email } }, keys)).toMatchObject({ value: email });
	expect(uniqueKeyOf({ ...request, body: { old_provider_id: ' 9 ' } }, keys)).toMatchObject({
		property: 'old_provider_id',
		value: '9',
	});
	expect(uniqueKeyOf({ ...request, body: { display_name: 'A' } }, keys)).toBeUndefined();
});
