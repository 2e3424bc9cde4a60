import { CstParser, type IParserErrorMessageProvider, type TokenType } from "chevrotain";
import * as t from "./tokens.ts";

/** What error recovery in Chevrotain has that its declarations do not tell. */
interface Recoverable {
  readonly RULE_STACK_IDX: number;
  getFollowsForInRuleRecovery(this: Recoverable, type: TokenType, index: number): TokenType[];
  shouldInRepetitionRecoveryBeTried(
    this: Recoverable,
    expected: TokenType,
    index: number,
    notStuck: boolean | undefined,
  ): boolean;
}
const inherited = CstParser.prototype as unknown as Recoverable;

/** How many rules may be open where recovery guesses a missing token. */
const SURFACE = 12;

/** How many errors recovery goes on from inside a list: each needs stack until the list ends. */
const MAX_RECOVERIES = 200;

/** How the parser goes on after an error, so that one run finds every error. */
export abstract class RecoveringParser extends CstParser {
  #recoveries = 0;

  constructor(errorMessageProvider: IParserErrorMessageProvider) {
    super([...t.tokens], {
      recoveryEnabled: true,
      maxLookahead: 1,
      nodeLocationTracking: "none",
      errorMessageProvider,
    });
  }

  /** To skip a keyword would join two statements. */
  protected override canTokenTypeBeDeletedInRecovery(_expected: TokenType): boolean {
    return !t.keywords.includes(this.LA(1).tokenType);
  }

  /**
   * The tokens that may follow a missing one. To find them needs stack for every open rule, so that recovery guesses a
   * missing token only near the surface, where it saves the rest of a loss.
   */
  protected getFollowsForInRuleRecovery(type: TokenType, index: number): TokenType[] {
    const self = this as unknown as Recoverable;
    return self.RULE_STACK_IDX > SURFACE ? [] : inherited.getFollowsForInRuleRecovery.call(self, type, index);
  }

  protected shouldInRepetitionRecoveryBeTried(type: TokenType, index: number, notStuck: boolean | undefined): boolean {
    const self = this as unknown as Recoverable;
    if (!inherited.shouldInRepetitionRecoveryBeTried.call(self, type, index, notStuck)) return false;
    return this.#recoveries++ < MAX_RECOVERIES;
  }

  override reset(): void {
    super.reset();
    this.#recoveries = 0;
  }
}
