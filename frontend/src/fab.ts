/**
 * FAB's ab.js in our words: select2 and date fields on FAB's own pages, its alert dialog.
 * FAB's scripts are written in English whatever the language of the page.
 */
import { one } from "./dom";
import { say } from "./messages";

interface Select2Options { placeholder?: string; language?: unknown; [name: string]: unknown }
interface Query {
  select2(options: Select2Options): Query;
  datepicker(options: Record<string, unknown>): Query;
  modal(action: string): Query;
  each(work: (this: HTMLElement) => void): Query;
  text(value: string): Query;
}
interface JQuery { (target: string | HTMLElement): Query; fn: { select2?: (this: Query, ...args: unknown[]) => Query; datepicker?: unknown } }

declare global {
  interface Window { jQuery?: JQuery; ab_alert?: (text: string) => void }
}

function start($: JQuery): void {
  const original = $.fn.select2;
  if (original) {
    $.fn.select2 = function (this: Query, ...args: unknown[]): Query {
      const [options] = args;
      if (options && typeof options === "object") {
        args[0] = { width: "100%", ...options, placeholder: say("selectPlaceholder"), language: { noResults: () => say("nothingFound", { q: "" }).replace("“”", ""), removeAllItems: () => say("removeAll") } };
      }
      return original.apply(this, args);
    };
    Object.assign($.fn.select2, original);
    $(".my_select2:not([multiple])").select2({ allowClear: true, theme: "bootstrap" });
    $(".my_select2[multiple]").select2({ theme: "bootstrap" }); // each choice has its own cross
    $(".my_select2[multiple]").each(function () {
      const label = one(`label[for="${CSS.escape(this.id)}"]`)?.textContent?.trim();
      if (label && this.parentElement) one(".select2-search__field", this.parentElement)?.setAttribute("aria-label", label);
    });
  }
  if ($.fn.datepicker) $(".appbuilder_date, .appbuilder_datetime").datepicker({ format: "yyyy-mm-dd", autoclose: true });
  window.ab_alert = (text) => {
    $("#modal-alert .modal-text").text(text === "No row selected" ? say("noRowSelected") : text);
    $("#modal-alert").modal("show");
  };
}

if (window.jQuery) start(window.jQuery);
