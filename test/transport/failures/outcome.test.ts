import { readFailure } from '../../../nodes/transport/failures/outcome';

describe('what the engine throws', () => {
	it.each([
		['newer n8n: the client’s error as cause', { cause: { code: 'ECONNABORTED' } }, 'ECONNABORTED'],
		[
			'n8n 2.8: its code as httpCode, beside words of its own',
			{
				message: 'The connection was aborted, perhaps the server is offline',
				httpCode: 'ECONNABORTED',
			},
			'ECONNABORTED',
		],
		['a text alone', { message: 'socket hang up' }, 'socket hang up'],
	])('is read: %s', (_what, thrown, code) => {
		expect(readFailure(thrown)).toEqual({ kind: 'noAnswer', reached: 'maybe', code });
	});

	it('is told apart where the connection was never made', () => {
		const thrown = { message: 'Could not connect', httpCode: 'ECONNREFUSED' };
		expect(readFailure(thrown)).toMatchObject({ reached: 'no', code: 'ECONNREFUSED' });
	});
});
