/**
 * The generated part of `docs/`: what the code says about itself, so that it cannot say anything else. `npm run docs`
 * writes the pages, `reference.test.ts` fails where one is out of date.
 */
import { annotationsPage } from './annotations-page.ts';
import { cliPage } from './cli-page.ts';
import { configurationPage } from './configuration-page.ts';
import { diagnosticsPage } from './diagnostics-page.ts';
import { featuresPage } from './features-page.ts';
import { licencesPage } from './licences-page.ts';

export interface Page {
  readonly file: URL;
  readonly render: () => string | Promise<string>;
}

const page = (name: string, render: Page['render']): Page => ({
  file: new URL(`../../docs/reference/${name}`, import.meta.url),
  render,
});

export const PAGES: readonly Page[] = [
  page('annotations.md', annotationsPage),
  page('cli.md', cliPage),
  page('configuration.md', configurationPage),
  page('diagnostics.md', diagnosticsPage),
  page('features.md', featuresPage),
  page('licences.md', licencesPage),
];
