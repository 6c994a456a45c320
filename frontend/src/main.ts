/** Starts every component on the page; each looks for its own markup and does nothing without it. */
import { startDialogs } from "./dialogs";
import { one } from "./dom";
import { startDrafts } from "./drafts";
import { startDrawer } from "./drawer";
import { enhance } from "./enhance";
import { startFilters } from "./filters";
import { startFolders } from "./folders";
import { startKeyboard } from "./keyboard";
import { startLists } from "./lists";
import { startNavigation } from "./navigation";
import { startPasswords } from "./passwords";
import { startPictures } from "./pictures";
import { startRows } from "./rows";
import { startTheme } from "./theme";
import { startTimelines } from "./timeline";

startTheme();
startNavigation();
startKeyboard();
startDialogs();
startDrawer();
enhance(document);
startFilters();
startLists();
startRows();
startDrafts();
startTimelines();
startPictures();
startPasswords();
startFolders();
if (!document.activeElement?.matches("input, select, textarea")) one("[data-error-summary]")?.focus(); // unless somebody types already
