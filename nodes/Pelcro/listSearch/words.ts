/** Whether the label has every word: people type first and last name together, as the list itself shows them. */
export function matchesWords(label: string, searched: string): boolean {
	const known = label.toLowerCase();
	return wordsOf(searched).every((word) => known.includes(word.toLowerCase()));
}

/** The words without the marks that the lists' own labels have between them. */
export function wordsOf(searched: string): string[] {
	return searched.split(/[\s(),:#]+/).filter(Boolean);
}

/** Pelcro compares an attribute with the whole text, so it gets one word; the node compares the others. */
export function longestWord(searched: string): string {
	return wordsOf(searched).reduce(
		(longest, word) => (word.length > longest.length ? word : longest),
		'',
	);
}
