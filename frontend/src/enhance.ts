/** What is started on any piece of page, also on one that arrives later in the drawer. */
import { startDates } from "./dates";
import { startMasked } from "./masked";
import { startTypeaheads } from "./typeahead";

export function enhance(root: ParentNode): void {
  startDates(root);
  startMasked(root);
  startTypeaheads(root);
}
