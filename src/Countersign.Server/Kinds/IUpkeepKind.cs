using Countersign.Kinds;

namespace Countersign.Server.Kinds;

/// <summary>
/// A kind of the server's own upkeep. Clients cannot submit it by any route: its jobs come from the clock, within what the operator
/// configured, or from an administrator's request of its own.
/// </summary>
internal interface IUpkeepKind : IJobKind
{
    /// <summary>The rule that approves the kind's plans, as decisions name it.</summary>
    string Rule { get; }

    /// <summary>Why that rule approves, for people.</summary>
    string Reason { get; }
}
