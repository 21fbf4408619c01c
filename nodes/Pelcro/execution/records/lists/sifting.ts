import type { IDataObject } from 'n8n-workflow';

import { FieldError } from '../../../../common/fieldError';
import { textOf } from '../keys/equality';
import { valueAt } from './attributes';
import type { Condition } from './conditions';
import { TOLD_RECORDS } from '../../../../transport/limits';

/** The attribute whose values help where nothing was found. */
const TOLD_ATTRIBUTE = 'status';

/** Goes through a list's records for those that meet all conditions, and knows afterwards why there was none. */
export class Sifting {
	seen = 0;
	kept = 0;
	private readonly statuses = new Set<string>();
	/** Attributes of conditions that no record has shown yet. */
	private hidden: Array<{ label: string; names: readonly string[] }>;
	private names: string[] = [];

	constructor(private readonly conditions: readonly Condition[]) {
		this.hidden = conditions.flatMap(({ label, attributes }) =>
			attributes.map((names) => ({ label, names })),
		);
	}

	/** Whether the record meets all conditions. */
	readonly isWanted = (record: IDataObject): boolean => {
		this.seen += 1;
		if (this.kept === 0) this.look(record);
		const wanted = this.conditions.every(({ holds }) => holds(record));
		if (wanted) this.kept += 1;
		return wanted;
	};

	/**
	 * @throws FieldError where nothing was found because the records do not have what a condition is about, so that
	 * nothing could ever be found
	 */
	refuseUnknown(): void {
		const [unknown] = this.kept === 0 && this.seen > 0 ? this.hidden : [];
		if (unknown === undefined) return;
		const { label, names } = unknown;
		throw new FieldError(
			`'${label}': Pelcro’s records have no '${names.join("' or '")}'`,
			`Remove the condition, or name an attribute that they have: ${this.names.slice(0, TOLD_RECORDS).join(', ')}.`,
		);
	}

	/** What the records have where something else was looked for, as a part of a sentence; '' where nothing helps. */
	get whatThereIs(): string {
		const asked = this.conditions.some(({ attributes }) =>
			attributes.some((names) => names.includes(TOLD_ATTRIBUTE)),
		);
		const values = [...this.statuses].slice(0, TOLD_RECORDS);
		return asked && values.length > 0 ? `their status is ${values.join(', ')}` : '';
	}

	private look(record: IDataObject): void {
		this.names = Object.keys(record);
		const status = textOf(valueAt(record, TOLD_ATTRIBUTE));
		if (status !== '') this.statuses.add(status);
		this.hidden = this.hidden.filter(
			({ names }) => !names.some((name) => valueAt(record, name) !== undefined),
		);
	}
}
