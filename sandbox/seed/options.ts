/** What a made-up publisher is made from. */
export interface SeedOptions {
	seed: number;
	/** How many customers. */
	customers: number;
	siteId: number;
	/** Unix seconds; what is made lies around it. */
	now: number;
}
