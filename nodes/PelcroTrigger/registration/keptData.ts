import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../../transport/account/credentials';
import { isDataObject } from '../../transport/dataObject';
import { changeDrawer, nodeKey, readDrawer } from './drawer';

/** The endpoint that a node listens at, as far as n8n has to know it between calls. */
export interface Registered {
	endpointId: string;
	url: string;
	/** Missing where Pelcro did not tell it. */
	secret?: string;
	/** Whether somebody else made it, e.g. by hand: it is used, and neither changed nor deleted. */
	foreign?: boolean;
	/** Grows with each registration of the node, so that the newest one can be told from older states. */
	registration: number;
}

/** What a registration is told to be kept with; its number is given here. */
export type NewRegistration = Omit<Registered, 'registration'>;

/** The place in the drawer: the test URL ('Listen for test event') has a registration of its own. */
type Slot = 'production' | 'test';

/**
 * The newest registrations that this process has seen. n8n stores a workflow's static data as a whole, also at the
 * end of an execution that began before the endpoint was made anew, or (in queue mode) without having read it at
 * all. So the newest registration decides, wherever it is known, and static data is what is left after a restart.
 */
const newest = new Map<string, Registered>();

/** Keeps a registration of the node with the workflow. */
export function keep(context: IHookFunctions, registered: NewRegistration): void {
	const slot = slotOf(context, registered.url);
	const before = known(context, slot);
	const same = before?.endpointId === registered.endpointId && before.secret === registered.secret;
	const registration = same
		? before.registration
		: Math.max(Date.now(), (before?.registration ?? 0) + 1);
	store(context, slot, { ...registered, registration });
}

/** Forgets the registration, wherever it is kept. */
export function forget(context: IHookFunctions, url: string): void {
	const slot = slotOf(context, url);
	changeDrawer(context, { [slot]: undefined });
	newest.delete(memoryKey(context, slot));
}

/** What is kept of the registration at a URL; undefined where there is none (yet). */
export function keptAt(context: IHookFunctions, url: string): Registered | undefined {
	const registered = known(context, slotOf(context, url));
	return registered?.url === url ? registered : undefined;
}

/** The registration of the production URL, whatever address it has. */
export function keptForProduction(context: IHookFunctions): Registered | undefined {
	return known(context, 'production');
}

/** What a delivery is checked with. */
export interface KeptForDelivery {
	registered: Registered | undefined;
	/** Whether n8n has lost the registration, so that it may be an older one than Pelcro's. */
	isLost: boolean;
}

/** What is known of the node's registration. */
export function keptForDelivery(context: IWebhookFunctions): KeptForDelivery {
	const slot = slotOfDelivery(context);
	const isLost = readRegistered(readDrawer(context)[slot]) === undefined;
	return { registered: known(context, slot), isLost };
}

/** Puts a registration that has shown to be right back where n8n has lost it, or has put back an older one. */
export function mendKept(context: IWebhookFunctions, registered: Registered | undefined): void {
	if (registered === undefined) return;
	const slot = slotOfDelivery(context);
	const stored = readRegistered(readDrawer(context)[slot]);
	if (stored?.registration !== registered.registration) store(context, slot, registered);
}

/** Keeps a registration that was found again at Pelcro. */
export function keepFound(context: IWebhookFunctions, registered: NewRegistration): Registered {
	const before = known(context, 'production');
	const found = {
		...registered,
		registration: Math.max(Date.now(), (before?.registration ?? 0) + 1),
	};
	store(context, 'production', found);
	return found;
}

/** Forgets what this process knows, as a restart of n8n does. */
export function forgetRegistrations(): void {
	newest.clear();
}

/**
 * The secret that deliveries are checked with: Pelcro's own from the registration, else the credential's.
 *
 * @returns '' where none is known
 */
export async function secretOf(
	context: IHookFunctions | IWebhookFunctions,
	registered: Pick<Registered, 'secret'> | undefined,
): Promise<string> {
	if (registered?.secret) return registered.secret;
	const { webhookSecret } = await context.getCredentials(CREDENTIAL_NAME);
	// Pasted secrets come with blanks and line ends.
	return typeof webhookSecret === 'string' ? webhookSecret.trim() : '';
}

/** Whether the request came to the test URL ('Listen for test event'). */
export function isTest(context: IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}

function slotOfDelivery(context: IWebhookFunctions): Slot {
	return isTest(context) ? 'test' : 'production';
}

/** When the node is removed, n8n does not tell any more whether it was a test; the URL does. */
function slotOf(context: IHookFunctions, url: string): Slot {
	if (context.getActivationMode() === 'manual') return 'test';
	return readRegistered(readDrawer(context).test)?.url === url ? 'test' : 'production';
}

function known(context: IHookFunctions | IWebhookFunctions, slot: Slot): Registered | undefined {
	const stored = readRegistered(readDrawer(context)[slot]);
	const remembered = newest.get(memoryKey(context, slot));
	const isNewer = (stored?.registration ?? 0) > (remembered?.registration ?? 0);
	if (stored !== undefined && isNewer) newest.set(memoryKey(context, slot), stored);
	return isNewer ? stored : remembered;
}

function store(
	context: IHookFunctions | IWebhookFunctions,
	slot: Slot,
	registered: Registered,
): void {
	newest.set(memoryKey(context, slot), registered);
	changeDrawer(context, { [slot]: { ...registered } });
}

function memoryKey(context: IHookFunctions | IWebhookFunctions, slot: Slot): string {
	return `${slot} ${nodeKey(context)}`;
}

function readRegistered(kept: unknown): Registered | undefined {
	const { endpointId, url, secret, foreign, registration }: IDataObject = isDataObject(kept)
		? kept
		: {};
	if (typeof endpointId !== 'string' || typeof url !== 'string') return undefined;
	return {
		endpointId,
		url,
		...(typeof secret === 'string' && { secret }),
		...(foreign === true && { foreign }),
		registration: typeof registration === 'number' ? registration : 0,
	};
}
