import type { Page } from './envelope';

/**
 * Whether a list stood still while its pages were read, as far as the answers tell: how many records each said
 * that there are. A record that comes or goes before a page's edge moves others over it.
 */
export class Movement {
	/** What the reading of each page said of the whole list, by the page's number. */
	private readonly sizes = new Map<number, number | undefined>();

	note(number: number, { total, lastPage }: Page): void {
		this.sizes.set(number, total ?? lastPage);
	}

	/** Whether records went away: then others may have gone and come as well, with the same number on both sides. */
	get shrank(): boolean {
		let largest = -Infinity;
		for (const [, size] of this.inOrder()) {
			if (size === undefined) continue;
			if (size < largest) return true;
			largest = size;
		}
		return false;
	}

	/**
	 * The pages after which the list was another than on the next page: what slid over that edge is on one of
	 * the two now.
	 */
	get pagesBeforeMoves(): number[] {
		const pages = this.inOrder();
		return pages
			.slice(0, -1)
			.filter(([, size], index) => {
				const next = pages[index + 1]?.[1];
				return size !== undefined && next !== undefined && size !== next;
			})
			.map(([number]) => number);
	}

	private inOrder(): Array<[number, number | undefined]> {
		return [...this.sizes].sort(([one], [other]) => one - other);
	}
}
