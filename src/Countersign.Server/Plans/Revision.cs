using Countersign.Server.Access;

namespace Countersign.Server.Plans;

/// <summary>Who makes a new plan version, and why.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Reason"><c>edit</c> or <c>rollback</c>.</param>
internal sealed record Revision(Caller Caller, string Reason);
