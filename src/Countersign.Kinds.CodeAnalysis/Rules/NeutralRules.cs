namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>The rules that hold for every language.</summary>
internal static class NeutralRules
{
    public static readonly Rule Secret = new(
        "any.secret", "A secret stands in the sources", Severity.Critical, RuleCategory.Security,
        "Whoever can read the sources can use it, and so can everyone who gets a copy of their history. Make it worthless where it was issued, "
        + "then read its successor from a secret store or the environment.", 798);

    public static readonly Rule PossibleSecret = new(
        "any.possible-secret", "A literal that looks like a secret", Severity.High, RuleCategory.Security,
        "A name that promises a secret is given a random-looking value. If it is one, make it worthless and read it from a secret store; "
        + "if it is none, give it a name that says what it is.", 798);

    public static readonly Rule Duplicate = new(
        "any.duplicate", "The same block of code in two places", Severity.Low, RuleCategory.Duplication,
        "A mistake in one of them has to be found and corrected in all. Give the block a name and call it.");

    public static readonly Rule Todo = new(
        "any.todo", "Unfinished work is noted in a comment", Severity.Info, RuleCategory.Hygiene,
        "A note in a comment has no owner and no date. Do it, or move it to where work is planned.");

    public static readonly Rule MergeMarker = new(
        "any.merge-marker", "A merge conflict was never resolved", Severity.High, RuleCategory.TypeError,
        "Both sides of a conflict stand in the file with git's markers. Choose what is right and remove the markers.");

    public static readonly Rule LargeFile = new(
        "any.large-file", "A source file is very long", Severity.Low, RuleCategory.Smell,
        "A file that nobody can read through hides what it does. Split it by what its parts are about.");

    public static readonly Rule LargeBinary = new(
        "any.large-binary", "A large file that is no text", Severity.Info, RuleCategory.Hygiene,
        "Every copy of the sources carries it for ever. Keep it in an artifact store and name its digest here.");

    public static readonly Rule NoLicence = new(
        "any.no-licence", "No licence file", Severity.Low, RuleCategory.Hygiene,
        "Without one nobody knows what may be done with the sources. Put a file named LICENSE at the root.");

    public static readonly Rule NoLockFile = new(
        "any.no-lock-file", "Dependencies without a lock file", Severity.Low, RuleCategory.Hygiene,
        "Two builds of the same sources may get different dependencies. Commit the lock file of the package manager.", 1357);

    public static readonly Rule FloatingVersion = new(
        "any.floating-version", "A dependency without a version", Severity.Medium, RuleCategory.Hygiene,
        "Whatever is newest at the time of the build is taken, unseen. Name a version or a range that ends.", 1357);

    public static IReadOnlyList<Rule> All { get; } =
        [Secret, PossibleSecret, Duplicate, Todo, MergeMarker, LargeFile, LargeBinary, NoLicence, NoLockFile, FloatingVersion];
}
