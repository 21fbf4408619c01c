import { downloadFile } from '../../nodes/transport/files/download';
import { scriptedSession, withTime } from './scriptedSession';

async function fetched(body: unknown, headers: Record<string, string> = {}) {
	const session = scriptedSession(() => ({ status: 200, body, headers }));
	const request = { method: 'GET' as const, path: '/exports/1' };
	return await withTime(session.clock, downloadFile(session, request, 'export'));
}

const FORCED = { 'content-type': 'application/force-download' };

describe('a downloaded file', () => {
	it.each([
		['a CSV', 'id\n1\n', FORCED, 'text/csv', 'export.csv'],
		['a CSV whose first name starts like a ZIP', 'PK,name\n', FORCED, 'text/csv', 'export.csv'],
		['a ZIP', 'PK\u0003\u0004rest PK\u0005\u0006', FORCED, 'application/zip', 'export.zip'],
		['an empty ZIP', 'PK\u0005\u0006rest', FORCED, 'application/zip', 'export.zip'],
		['an empty file', '', { ...FORCED, 'content-length': '0' }, 'text/csv', 'export.csv'],
		[
			'a page of a proxy',
			'<html></html>',
			{ 'content-type': 'text/html; charset=utf-8' },
			'text/html',
			'export.html',
		],
		[
			'a message in JSON',
			'{}',
			{ 'content-type': 'application/json' },
			'application/json',
			'export.json',
		],
		[
			'what only says that it is a ZIP',
			'id\n',
			{ 'content-type': 'application/zip' },
			'text/csv',
			'export.csv',
		],
	])('%s is recognised', async (_what, content, headers, mimeType, fileName) => {
		const download = await fetched(Buffer.from(content, 'latin1'), headers);
		expect(download).toMatchObject({ mimeType, fileName });
		expect(download.content.toString('latin1')).toBe(content);
	});

	it('keeps its bytes', async () => {
		const bytes = Buffer.from(Array.from({ length: 256 }, (_value, index) => index));
		expect((await fetched(bytes)).content.equals(bytes)).toBe(true);
	});

	it.each([
		['attachment; filename="customers 2026.csv"', 'customers 2026.csv'],
		['attachment; filename=customers.csv', 'customers.csv'],
		['attachment; filename="a;b.csv"', 'a;b.csv'],
		["attachment; filename=x.csv; filename*=UTF-8''abonn%C3%A9s.csv", 'abonnés.csv'],
		["attachment; filename=x.csv; filename*=UTF-8''%E0%A4%A", 'x.csv'],
		['attachment; filename="../../etc/passwd"', 'passwd'],
		['attachment; filename="C:\\\\files\\\\x.csv"', 'x.csv'],
		['attachment; filename=".."', 'export.csv'],
		['attachment', 'export.csv'],
	])('named by %s is called %s', async (disposition, name) => {
		const { fileName } = await fetched(Buffer.from('id\n'), { 'content-disposition': disposition });
		expect(fileName).toBe(name);
	});
});
