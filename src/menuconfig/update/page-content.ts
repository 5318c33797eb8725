import { pageListWidth } from "../layout.js";
import type { Model } from "../model.js";
import type { PageScreen } from "../page.js";
import { type PageContent, pageContent } from "../pages/content.js";

/** What stands on a page at the size of the screen. */
export function contentOf(model: Model, screen: PageScreen): PageContent {
  return pageContent(model, screen.page, pageListWidth(model.size), screen.field?.text ?? "");
}
