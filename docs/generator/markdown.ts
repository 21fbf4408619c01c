/** How Markdown is written; it is formatted by prettier afterwards. */

/** A table. Line breaks and bars in cells are written as Markdown wants them. */
export function table(columns: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const lines = [columns, columns.map(() => '---'), ...rows.map((row) => row.map(cell))];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(text: string): string {
	return text.replace(/\|/g, '\\|').replace(/\n/g, '<br>');
}

/** Text of a declaration, in which nothing is meant as Markdown or HTML but the links that n8n has in its descriptions. */
export function plain(text: string): string {
	return text
		.split(/(<a href="[^"]+">[^<]+<\/a>)/)
		.map((part) => linkIn(part) ?? escaped(part))
		.join('');
}

function linkIn(part: string): string | undefined {
	const [, address, words] = /^<a href="([^"]+)">([^<]+)<\/a>$/.exec(part) ?? [];
	return address === undefined || words === undefined
		? undefined
		: `[${escaped(words)}](${address})`;
}

function escaped(text: string): string {
	// An underscore within a word means nothing.
	return text.replace(/[*`<>[\]]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

/** A sentence: what n8n writes without a full stop gets one. */
export function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function code(text: string): string {
	return `\`${text}\``;
}

export function jsonBlock(value: unknown): string {
	return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}

/** Folded away until the reader opens it. */
export function details(summary: string, content: string): string {
	return `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** The part of an address that leads to a heading, as GitHub makes it. */
export function anchor(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.trim()
		.replace(/\s+/g, '-');
}

/** Parts of a page, one empty line between them; empty parts are left out. */
export function page(...parts: readonly string[]): string {
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** 'a, b and c'. */
export function enumeration(names: readonly string[]): string {
	return names.length < 2
		? names.join('')
		: `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
