import type { IDataObject } from 'n8n-workflow';

import type { ListReader } from '../../nodes/common/reading/listReader';

/** How a list is ordered. */
export type Order = 'newestFirst' | 'ascending' | 'descending';

/** A list of records that changes while it is read, as Pelcro's do. */
export class ChangingList {
	/** Pages and records that were asked for since the list was made. */
	calls = 0;

	/** What happens before the answer to a call. */
	between: () => void = () => undefined;

	private readonly records = new Map<number, IDataObject>();
	private lastId = 0;

	create(values: IDataObject = {}): number {
		this.lastId += 1;
		this.records.set(this.lastId, { id: this.lastId, ...values });
		return this.lastId;
	}

	/** A record that becomes visible after ones with larger IDs. */
	createLate(id: number): void {
		this.records.set(id, { id });
	}

	/** Leaves an ID out, for `createLate`. */
	reserve(): number {
		this.lastId += 1;
		return this.lastId;
	}

	update(id: number, values: IDataObject): void {
		this.records.set(id, { ...this.records.get(id), ...values });
	}

	remove(id: number): void {
		this.records.delete(id);
	}

	get ids(): number[] {
		return [...this.records.keys()].sort((one, other) => one - other);
	}

	get(id: number): IDataObject | undefined {
		return this.records.get(id);
	}

	/** @param cap the most records that the server puts on a page, whatever is asked for */
	reader(order: Order, { cap = 100, hasRecords = true } = {}): ListReader {
		const listed = () => {
			const ids = order === 'ascending' ? this.ids : this.ids.reverse();
			return ids.map((id) => this.records.get(id) ?? {});
		};
		const call = async (): Promise<void> => {
			this.calls += 1;
			await Promise.resolve();
			this.between();
		};
		const page = async (number: number, size: number) => {
			await call();
			const all = listed();
			const shown = Math.min(size, cap);
			const records = all.slice((number - 1) * shown, number * shown);
			const lastPage = Math.max(1, Math.ceil(all.length / shown));
			return { records, lastPage, hasNext: number < lastPage };
		};
		return {
			newestFirst: order === 'newestFirst',
			page,
			all: async () => {
				const found = new Map<unknown, IDataObject>();
				for (let number = 1, last = 1; number <= last; number += 1) {
					const { records, lastPage } = await page(number, 100);
					records.forEach((record) => found.set(record.id, record));
					last = lastPage;
				}
				return [...found.values()];
			},
			exists: hasRecords
				? async (id) => {
						await call();
						return this.records.has(Number(id));
					}
				: undefined,
		};
	}
}
