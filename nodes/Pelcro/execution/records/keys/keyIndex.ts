import type { IDataObject } from 'n8n-workflow';

import { FieldError } from '../../../../common/fieldError';
import { inStretches, type Pace } from '../../../../transport/stretch';
import { isEmpty } from '../../values/isEmpty';
import { isDeleted, mayBeEqual, textOf } from './equality';

/** A unique key of a record. */
export interface RecordKey {
	/** Pelcro's name of the attribute. */
	property: string;
	value: string;
	caseSensitive: boolean;
	/** The list's own query parameter for exactly this key, where it has one. */
	parameter?: string;
	/** Whether it has to be certain that no record has it before one is made with it. */
	certain?: boolean;
}

/** The record that has a key. */
export interface KeyMatch {
	id: string;
	/** The key as Pelcro has it: it may differ in case or accents from the one that was looked for. */
	stored: string;
	/** The record as the list has it, where it was looked up on its own. */
	record?: IDataObject;
}

/** The records of a list by their key. Only key and ID are kept, so that a long list takes little memory. */
export class KeyIndex {
	private readonly ids = new Map<string, string>();
	/** Keys as Pelcro has them, where that is not how they are compared. */
	private readonly spellings = new Map<string, string>();
	/** Whether there are records, and whether one of them shows the attribute, be it empty. */
	private hasRecords = false;
	private isShown = false;

	constructor(
		private readonly property: string,
		readonly caseSensitive: boolean,
	) {}

	/** Takes a record in; one without an ID or a key is passed over. Of several with the same key the first counts. */
	add(record: IDataObject): void {
		const { [this.property]: value, id } = record;
		this.hasRecords = true;
		this.isShown ||= showsKey(record, this.property);
		if (
			isDeleted(record) ||
			isEmpty(value) ||
			isEmpty(id) ||
			this.ids.has(this.compared(textOf(value)))
		)
			return;
		this.set(textOf(value), String(id));
	}

	/** Whether the list leaves the attribute out, so that what is not found may be there. */
	get isHidden(): boolean {
		return this.hasRecords && !this.isShown;
	}

	/** Says which record has the key now. */
	set(stored: string, id: string): void {
		const compared = this.compared(stored);
		this.ids.set(compared, id);
		if (compared === stored) this.spellings.delete(compared);
		else this.spellings.set(compared, stored);
	}

	/** Says that no record has the key any more. */
	delete(value: string): void {
		this.ids.delete(this.compared(value));
		this.spellings.delete(this.compared(value));
	}

	get(value: string): KeyMatch | undefined {
		return this.at(this.compared(value));
	}

	/**
	 * The record that has the key in Pelcro's eyes, when Pelcro says that there is one.
	 *
	 * @throws FieldError when several may be meant
	 */
	async getEqual(value: string, pace: Pace): Promise<KeyMatch | undefined> {
		const exact = this.get(value);
		if (exact !== undefined) return exact;
		const equal: KeyMatch[] = [];
		await inStretches(this.ids.keys(), pace, (key) => {
			if (mayBeEqual(key, value)) equal.push(...[this.at(key) ?? []].flat());
		});
		if (equal.length < 2) return equal[0];
		throw severalEqual(this.property, value, equal);
	}

	private at(compared: string): KeyMatch | undefined {
		const id = this.ids.get(compared);
		return id === undefined ? undefined : { id, stored: this.spellings.get(compared) ?? compared };
	}

	private compared(value: string): string {
		return comparable(value, this);
	}
}

/** Whether the record has the attribute at all: a list may leave it out. */
function showsKey(record: IDataObject, property: string): boolean {
	return Object.hasOwn(record, property);
}

/** Whether there are records, and none of them has the attribute: nothing can be told of who has which key. */
export function hidesKey(records: readonly IDataObject[], property: string): boolean {
	return records.length > 0 && !records.some((record) => showsKey(record, property));
}

/** Whether the record has exactly this key. */
export function hasKey(record: IDataObject, key: RecordKey): boolean {
	return comparable(record[key.property], key) === comparable(key.value, key);
}

/** The record's ID and key; undefined where it has no ID. */
export function matchOf(record: IDataObject | undefined, key: RecordKey): KeyMatch | undefined {
	if (record === undefined || isEmpty(record.id)) return undefined;
	return { id: String(record.id), stored: textOf(record[key.property]) || key.value, record };
}

function comparable(value: unknown, { caseSensitive }: Pick<RecordKey, 'caseSensitive'>): string {
	return caseSensitive ? textOf(value) : textOf(value).toLowerCase();
}

function severalEqual(property: string, value: string, matches: readonly KeyMatch[]): FieldError {
	const named = matches.map(({ id, stored }) => `${id} (${stored})`).join(', ');
	return new FieldError(
		`Several records may be meant by the ${property.replace(/_/g, ' ')} '${value}'`,
		`They differ in case or accents only: ${named}. Enter it as the record that you mean has it.`,
	);
}
