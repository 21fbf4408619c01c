import { PROJECT } from '../../demo/projectPaths';

/** A build of the package that is measured. */
export interface Build {
	name: string;
	/** Its folder: sources, tests, and what `npm run build` has made. */
	folder: string;
}

/** @param beside the folder of another build, to be measured side by side */
export function buildsOf(beside: string | undefined): Build[] {
	const present: Build = { name: 'this one', folder: PROJECT };
	return beside === undefined ? [present] : [present, { name: 'the one before', folder: beside }];
}

/** A column that tells builds apart, where there are several. */
export function buildColumn({ name }: Build, builds: readonly Build[]): Record<string, string> {
	return builds.length > 1 ? { Build: name } : {};
}
