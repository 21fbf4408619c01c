import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isDataObject } from '../../transport/dataObject';
import { changeDrawer, nodeKey, readDrawer } from '../registration/drawer';

type TriggerContext = IHookFunctions | IWebhookFunctions;

/** By list: the largest ID that was seen; what has a larger one was created afterwards. */
export type Floors = Readonly<Record<string, number>>;

interface Kept {
	/** Names the account and site that the IDs belong to. */
	account: string;
	floors: Floors;
}

/** The place in what n8n keeps for the node. */
const PLACE = 'caughtUpTo';

/** What this process knows: deliveries at the same time have static data of their own. */
const remembered = new Map<string, Kept>();

/** The floors of an account; none where another one was looked at before. */
export function readFloors(context: TriggerContext, account: string): Floors {
	const known = [remembered.get(nodeKey(context)), readKept(readDrawer(context)[PLACE])];
	return known
		.filter((kept) => kept?.account === account)
		.reduce<Floors>((joined, kept) => higher(joined, kept?.floors ?? {}), {});
}

/** Raises floors; those of other lists stay. Where none is raised, n8n need not store anything. */
export function raiseFloors(context: TriggerContext, account: string, floors: Floors): void {
	const known = readKept(readDrawer(context)[PLACE]);
	const isKept = Object.entries(floors).every(([list, id]) => (known?.floors[list] ?? -1) >= id);
	if (known?.account === account && isKept) return;
	store(context, { account, floors: higher(readFloors(context, account), floors) });
}

/** Keeps only the floors of these lists: what nobody watches meanwhile is not to be caught up later. */
export function keepFloors(
	context: TriggerContext,
	account: string,
	lists: readonly string[],
): void {
	const floors = readFloors(context, account);
	const kept = Object.entries(floors).filter(([list]) => lists.includes(list));
	store(context, { account, floors: Object.fromEntries(kept) });
}

/** Forgets all floors of the node. */
export function dropFloors(context: TriggerContext): void {
	remembered.delete(nodeKey(context));
	if (readDrawer(context)[PLACE] !== undefined) changeDrawer(context, { [PLACE]: undefined });
}

/** Forgets what this process knows, as a restart of n8n does. */
export function forgetFloors(): void {
	remembered.clear();
}

function store(context: TriggerContext, kept: Kept): void {
	remembered.set(nodeKey(context), kept);
	changeDrawer(context, { [PLACE]: { account: kept.account, floors: { ...kept.floors } } });
}

function higher(one: Floors, other: Floors): Floors {
	const raised = Object.entries(other).map(([list, id]) => [list, Math.max(id, one[list] ?? 0)]);
	return { ...one, ...(Object.fromEntries(raised) as Floors) };
}

function readKept(kept: unknown): Kept | undefined {
	if (!isDataObject(kept) || typeof kept.account !== 'string' || !isDataObject(kept.floors)) {
		return undefined;
	}
	const floors = Object.entries(kept.floors).filter(([, id]) => Number.isSafeInteger(id));
	return { account: kept.account, floors: Object.fromEntries(floors) as Floors };
}
