import type { IExecuteFunctions } from 'n8n-workflow';

import type { Session } from '../../../transport/account/session';
import { isTool } from '../../../common/tool';
import type { OperationIndex, RelatedFields } from '../../description/operationIndex';
import type { IncludedKind, PelcroOperation, PelcroResource } from '../../shared/types';
import { KeyFinder } from '../records/bulk/keyFinder';
import { RecordReads } from '../records/bulk/recordReads';
import { comparisonsOf, type Comparisons } from '../records/change/comparison';
import { KeyLookup } from '../records/keys/keyLookup';
import { OnceKeys } from '../records/once/onceKeys';
import { UnchangedRecords } from '../records/change/unchangedRecords';
import type { ItemCall } from '../request/itemCall';
import { endsSoFar, type ItemEnds } from './ends/itemEnds';
import { Inclusions } from './inclusions';
import { KeyedQueue } from './order/keyedQueue';
import { noSavings, type Savings } from './told/savings';

/** What the items of one run share. */
export interface Run {
	context: IExecuteFunctions;
	session: Session;
	resource: PelcroResource;
	operation: PelcroOperation;
	related: RelatedFields;
	/** Writes that concern the same record go one after the other, in the order of the items. */
	writes: KeyedQueue;
	/** Where the run ends with its first failure: fired then, and nothing more is sent. */
	halt: AbortController | undefined;
	ends: ItemEnds;
	lookup: KeyLookup;
	onceKeys: OnceKeys;
	/** Records that are found by a key, looked up for all items together. */
	finder: KeyFinder;
	/** The properties by which items of a 'Create or Update' find their records; several where 'Match By' is an expression. */
	matchedBy: Set<string>;
	/** Records that are read by their ID. */
	reads: RecordReads;
	/** How what the operation sends is compared with a record. */
	comparisons: Comparisons;
	unchanged: UnchangedRecords;
	/** What stands beside the records of related ones. */
	inclusions: Inclusions;
	savings: Savings;
	/** What came up on the way that the user should know. */
	notes: RunNotes;
}

export interface RunNotes {
	/** Whether an amount went out with its unit in its name, since nobody knew its currency. */
	unknownCurrency: boolean;
	/** Of fields whose expressions gave nothing, so that their attributes stayed: in how many items, by label. */
	leftAlone: Map<string, number>;
	/** Records made with a Once Key that Pelcro has not stored with them. */
	onceKeysNotKept: number;
	/** Related records that are not there any more, by what they are: so many records name one. */
	missing: Map<IncludedKind, number>;
	/** A list that had records and none that was looked for. */
	nothingFound?: NothingFound;
}

export interface NothingFound {
	/** What was asked, as the form calls it. */
	labels: readonly string[];
	/** How many records there are. */
	among: number;
	/** What they have instead, as a part of a sentence; '' where nothing helps. */
	whatThereIs: string;
}

export function noNotes(): RunNotes {
	return { unknownCurrency: false, leftAlone: new Map(), onceKeysNotKept: 0, missing: new Map() };
}

type Chosen = NonNullable<ReturnType<OperationIndex['get']>>;

/** A run that has sent nothing yet. */
export function newRun(context: IExecuteFunctions, opened: Session, chosen: Chosen): Run {
	const halt = context.continueOnFail() ? undefined : new AbortController();
	const comparisons = comparisonsOf(chosen.operation);
	const session = halt === undefined ? opened : haltedBy(opened, halt.signal);
	return {
		context,
		session,
		...chosen,
		writes: new KeyedQueue(halt),
		halt,
		ends: endsSoFar(context, chosen.operation, session.clock),
		lookup: new KeyLookup(session),
		onceKeys: new OnceKeys(session),
		finder: new KeyFinder(session),
		matchedBy: new Set(),
		reads: new RecordReads(session, chosen.resource.list),
		comparisons,
		unchanged: new UnchangedRecords(session, comparisons),
		inclusions: new Inclusions(session, !isTool(context.getNode())),
		savings: noSavings(),
		notes: noNotes(),
	};
}

function haltedBy(session: Session, failure: AbortSignal): Session {
	const signals = session.signal === undefined ? [failure] : [failure, session.signal];
	return { ...session, halt: AbortSignal.any(signals) };
}

/** Whether the item's record is left alone where it has all that would be sent. */
export function skipsUnchanged({ operation }: Run, { options }: ItemCall): boolean {
	return options.skipUnchanged ?? operation.upsert !== undefined;
}
