import fc from 'fast-check';

import { buildForm } from '../../nodes/transport/files/form';

const parse = async ({ content, contentType }: ReturnType<typeof buildForm>) =>
	await new Response(new Uint8Array(content), {
		headers: { 'Content-Type': contentType },
	}).formData();

describe('a form', () => {
	it('holds fields, lists, objects and files, as another program reads it', async () => {
		const file = {
			field: 'image',
			fileName: 'cover "spring".png',
			mimeType: 'image/png',
			content: Buffer.from([0, 13, 10, 45, 45, 255]),
		};
		const form = await parse(
			buildForm({ name: 'Zeitung é', hidden: true, tags: ['a', 'b'], meta: { k: 1 } }, [file]),
		);
		expect(form.get('name')).toBe('Zeitung é');
		expect(form.get('hidden')).toBe('1');
		expect(form.getAll('tags[]')).toEqual(['a', 'b']);
		expect(form.get('meta[k]')).toBe('1');
		const image = form.get('image');
		const bytes = image instanceof Blob ? Buffer.from(await image.arrayBuffer()) : undefined;
		expect(bytes).toEqual(file.content);
	});

	it('cannot be broken out of by any value', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string(), fc.string({ minLength: 1 }), async (value, name) => {
				const text = value.replace(/\r\n|\r|\n/g, '\r\n');
				const form = await parse(buildForm({ value: text, [`x${name}`]: 'last' }, []));
				expect(form.get('value')).toBe(text);
				expect([...form.keys()]).toHaveLength(2);
			}),
		);
	});
});
