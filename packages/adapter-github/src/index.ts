export type { ClientOptions, GitHubClient, RepositoryName } from './client.ts'
export { createClient } from './client.ts'
export type { HealPlan, HealStep } from './heal/plan.ts'
export { planHeal } from './heal/plan.ts'
export type {
  HealPullRequestOptions,
  HealPullRequestOutcome,
  HealPullRequestState,
} from './heal/pull-request.ts'
export { healPullRequest } from './heal/pull-request.ts'
export { relocated } from './relocate.ts'
export type { ChangedFile } from './review/changed-files.ts'
export { changedFiles } from './review/changed-files.ts'
export type { PullRequestHead, ReviewOptions, ReviewOutcome } from './review/review.ts'
export { reviewPullRequest } from './review/review.ts'
export type { Suggestion, Suggestions } from './review/suggestions.ts'
export { suggestionsOf } from './review/suggestions.ts'
export type { Replacement } from './review/whole-lines.ts'
