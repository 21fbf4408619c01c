import { REFUSED_STATUS, SUCCESS_STATUS } from './guesses';

/** How an account's requests are counted. The real API's way is not documented, so clients have to suit all. */
export type LimiterKind = 'fixed' | 'sliding' | 'bucket';

export const LIMITER_KINDS: readonly LimiterKind[] = ['fixed', 'sliding', 'bucket'];

/** Which headers tell a client of its limit: those of Pelcro's framework, all of the sandbox's library, or none. */
export type RateHeaders = 'all' | 'framework' | 'none';

export type CreatedStatus = 200 | 201;

export type RefusedStatus = 400 | 422;

/** Which generation of Pelcro's documentation payloads look like. */
export type PayloadStyle = 'newest' | 'classic' | 'oldest';

/** How the times of making and changing a record are written. */
export type TimeStyle = 'iso' | 'sql' | 'unix';

/** What decides how payloads look. */
export interface PayloadSettings {
	webhookPayload: PayloadStyle;
	webhookTimes: TimeStyle;
}

/** How an account sends its webhooks. */
export interface WebhookSettings extends PayloadSettings {
	/** Whether the answer to the making of an endpoint holds its secret. */
	webhookSecretInAnswer: boolean;
	/** Attempts in all. */
	webhookTries: number;
	/** Time until the second attempt; each further one waits `webhookRetryFactor` times as long. */
	webhookRetryMs: number;
	webhookRetryFactor: number;
	/** Time that a receiver has for its answer. */
	webhookTimeoutMs: number;
	/** Deliveries under way at the same time. */
	webhookParallel: number;
	/** Holds all deliveries back; when it ends they go out shuffled. */
	webhooksPaused: boolean;
	/** Share of the deliveries held back that goes out twice, 0 to 1. */
	webhookDuplicates: number;
	/** Seed of the shuffling and of the choice of duplicates. */
	webhookSeed: number;
}

export const WEBHOOK_DEFAULTS: WebhookSettings = {
	webhookPayload: 'newest',
	webhookTimes: 'iso',
	webhookSecretInAnswer: true,
	webhookTries: 5,
	webhookRetryMs: 1000,
	webhookRetryFactor: 2,
	webhookTimeoutMs: 5000,
	webhookParallel: 10,
	webhooksPaused: false,
	webhookDuplicates: 0,
	webhookSeed: 1,
};

/** How an account is made; every field has a default. */
export interface AccountOptions extends Partial<WebhookSettings> {
	apiKey?: string;
	siteIds?: number[];
	/** Same seed (and same `now`), same data. */
	seed?: number;
	customers?: number;
	/** Requests in a window; null or 0 switches the limit off. */
	limit?: number | null;
	windowMs?: number;
	/** How the limit counts; a fixed window when left out. */
	limiter?: LimiterKind;
	/** Which headers tell of the limit; those of the framework when left out. */
	rateHeaders?: RateHeaders;
	/** Whether parameters that the contract does not list are refused; else they are ignored. */
	strict?: boolean;
	/** Status of what was created; of all successes it is the one that may be another at Pelcro. */
	created?: CreatedStatus;
	/** Status of refused values: that of Pelcro's reference, or the framework's. */
	refused?: RefusedStatus;
	/** Time that every answer takes at least. */
	latencyMs?: number;
	/** Whether the account has Pelcro's enterprise plan, without which there are no exports. */
	enterprise?: boolean;
	/** Time from the request of an export until its file can be downloaded. */
	exportDelayMs?: number;
	/** Reason for which exports fail that are requested from now on; null lets them succeed. */
	exportFailure?: string | null;
	/** Unix seconds at which the account's clock starts; the real time when left out. */
	now?: number;
}

export interface AccountSettings extends WebhookSettings {
	limit: number | null;
	windowMs: number;
	limiter: LimiterKind;
	rateHeaders: RateHeaders;
	strict: boolean;
	created: CreatedStatus;
	refused: RefusedStatus;
	latencyMs: number;
	enterprise: boolean;
	exportDelayMs: number;
	exportFailure: string | null;
}

export const DEFAULTS = {
	siteIds: [1001],
	seed: 1,
	customers: 300,
	limit: 120,
	windowMs: 60_000,
	exportDelayMs: 300,
} as const;

function webhookSettingsOf(options: AccountOptions): WebhookSettings {
	const given = Object.entries(options).filter(
		([name, value]) => name in WEBHOOK_DEFAULTS && value !== undefined,
	);
	return { ...WEBHOOK_DEFAULTS, ...Object.fromEntries(given) };
}

/** The settings that options leave to their defaults, without the options that are no settings. */
export function settingsOf(options: AccountOptions): AccountSettings {
	return {
		...webhookSettingsOf(options),
		limit: options.limit === undefined ? DEFAULTS.limit : options.limit || null,
		windowMs: options.windowMs ?? DEFAULTS.windowMs,
		limiter: options.limiter ?? 'fixed',
		rateHeaders: options.rateHeaders ?? 'framework',
		strict: options.strict ?? true,
		created: options.created ?? SUCCESS_STATUS,
		refused: options.refused ?? REFUSED_STATUS,
		latencyMs: options.latencyMs ?? 0,
		enterprise: options.enterprise ?? true,
		exportDelayMs: options.exportDelayMs ?? DEFAULTS.exportDelayMs,
		exportFailure: options.exportFailure ?? null,
	};
}
