namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>The rules for C#.</summary>
internal static class CSharpRules
{
    public static readonly Rule SyntaxError = new(
        "csharp.syntax-error", "The file is no valid C#", Severity.High, RuleCategory.TypeError,
        "The compiler cannot read this place, so nothing that contains it builds.");

    public static readonly Rule TypeError = new(
        "csharp.type-error", "The compiler refuses this", Severity.High, RuleCategory.TypeError,
        "Names, types or rules of the language do not fit. Only projects whose references are all known are checked.");

    public static readonly Rule Cyclomatic = new(
        "csharp.cyclomatic-complexity", "Too many paths through a member", Severity.Medium, RuleCategory.Smell,
        "The number of independent paths, 1 and one for each branch, is how many tests the member needs at least. Split it.", 1121);

    public static readonly Rule Cognitive = new(
        "csharp.cognitive-complexity", "A member that is hard to follow", Severity.Medium, RuleCategory.Smell,
        "Branches count more the deeper they are nested. Return early, and give inner parts names of their own.", 1120);

    public static readonly Rule LongMethod = new(
        "csharp.long-method", "A long member", Severity.Low, RuleCategory.Smell,
        "Longer than a screen: what happens at its end cannot be seen together with its beginning. Split it by what its parts do.", 1080);

    public static readonly Rule DeepNesting = new(
        "csharp.deep-nesting", "Deeply nested statements", Severity.Medium, RuleCategory.Smell,
        "A reader has to keep every condition in mind at once. Return early, or move the inner part out.", 1124);

    public static readonly Rule UnusedMember = new(
        "csharp.unused-member", "A private member that nothing uses", Severity.Low, RuleCategory.Smell,
        "It can only be reached from its own type, and nothing there does. Remove it, or use it where it was meant to be.", 561);

    public static readonly Rule UnusedLocal = new(
        "csharp.unused-local", "A variable that nothing reads", Severity.Low, RuleCategory.Smell,
        "Its value is never used. Remove it, or discard the value with _.", 563);

    public static readonly Rule Undisposed = new(
        "csharp.undisposed", "Something disposable is not disposed", Severity.Medium, RuleCategory.Smell,
        "It stays open until the garbage collector finds it: files stay locked, connections are used up. Declare it with using.", 404);

    public static readonly Rule SyncOverAsync = new(
        "csharp.sync-over-async", "A thread waits for a task", Severity.Medium, RuleCategory.Smell,
        "The thread is blocked as long as the work takes; with few threads, or a synchronization context, everything stands still. Await it.", 833);

    public static readonly Rule AsyncVoid = new(
        "csharp.async-void", "An async method that nobody can wait for", Severity.Medium, RuleCategory.Smell,
        "Its exceptions end the process and its end is unknown. Return Task; only event handlers have to be void.", 248);

    public static readonly Rule EmptyCatch = new(
        "csharp.empty-catch", "An exception is swallowed", Severity.Medium, RuleCategory.Smell,
        "What went wrong is lost, and the code goes on as if nothing had. Handle it, or say in a comment why there is nothing to do.", 1069);

    public static readonly Rule SqlConcatenation = new(
        "csharp.sql-concatenation", "SQL is put together from text", Severity.High, RuleCategory.Security,
        "A value that contains SQL becomes part of the command. Use parameters.", 89);

    public static readonly Rule ProcessInjection = new(
        "csharp.process-injection", "A command line is put together from text", Severity.High, RuleCategory.Security,
        "A value with spaces or quotes adds arguments of its own, and a shell runs whatever it finds in it. Use ArgumentList, and no shell.", 78);

    public static readonly Rule PathInjection = new(
        "csharp.path-injection", "A path comes from a request", Severity.High, RuleCategory.Security,
        "A name such as ../../etc/passwd leads out of the folder that was meant. Take Path.GetFileName of it, or check that the full path lies below the folder.", 22);

    public static readonly Rule WeakHash = new(
        "csharp.weak-hash", "A broken hash", Severity.Medium, RuleCategory.Security,
        "MD5 and SHA-1 collide on purpose at low cost. Use SHA-256; for passwords a slow function such as PBKDF2.", 328);

    public static readonly Rule WeakCipher = new(
        "csharp.weak-cipher", "A broken or misused cipher", Severity.High, RuleCategory.Security,
        "DES, 3DES and RC2 are within reach of brute force, and ECB shows equal blocks. Use AES-GCM.", 327);

    public static readonly Rule InsecureDeserialization = new(
        "csharp.insecure-deserialization", "Data decides which types are made", Severity.Critical, RuleCategory.Security,
        "Whoever writes the data can have code run while it is read. Use a format that names no types, such as JSON read into a known type.", 502);

    public static readonly Rule CertificateCheck = new(
        "csharp.certificate-check-off", "Any certificate is accepted", Severity.High, RuleCategory.Security,
        "Whoever stands between can read and change everything. Trust the authority that issued the certificate instead.", 295);

    public static IReadOnlyList<Rule> All { get; } =
    [
        SyntaxError, TypeError, Cyclomatic, Cognitive, LongMethod, DeepNesting, UnusedMember, UnusedLocal, Undisposed, SyncOverAsync, AsyncVoid,
        EmptyCatch, SqlConcatenation, ProcessInjection, PathInjection, WeakHash, WeakCipher, InsecureDeserialization, CertificateCheck,
    ];
}
