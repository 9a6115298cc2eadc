/** The settings of a project as a form holds them, and as they are sent. */
import type { Schemas } from '../../api/client';

export type Settings = Required<Schemas['Settings']>;

export const NEW: Settings = {
  workforce: 'organisation',
  required_qualifications: [],
  required_languages: [],
  rate_micros: 0,
  currency: 'USD',
  lease_seconds: 1800,
  annotations_wanted: 1,
  annotations_max: null,
  target_confidence: 0.98,
  target_margin: 3,
  target_wrong_share: null,
  target_certainty: 0.95,
  budget_micros: null,
  gold_share: 0,
  gold_showings_max: null,
  gold_worker_share: 1,
  overlap_share: 0,
  onboarding_pass_share: 0,
  review_share: 0,
  review_below: null,
  second_review_share: 0,
  second_review_is_blind: false,
  differing_reviews: 'second_decides',
  review_qualifications: [],
  review_rate_micros: 0,
  rejections_max: 3,
  rules: [],
};

const NAMES = Object.keys(NEW) as (keyof Settings)[]; // the keys of a Settings

/** The settings among what is known of a project. */
export function settingsOf(project: Schemas['Settings']): Settings {
  const known = { ...NEW, ...project };
  return Object.fromEntries(NAMES.map((name) => [name, known[name]])) as Settings; // every name
}

/** What differs, which is all that is sent: another person may have changed the rest. */
export function changed(before: Settings, after: Settings): Partial<Settings> {
  return Object.fromEntries(
    NAMES.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map(
      (name) => [name, after[name]],
    ),
  );
}
