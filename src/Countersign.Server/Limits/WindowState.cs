namespace Countersign.Server.Limits;

/// <summary>How a window of one minute stands.</summary>
/// <param name="Taken">Whether the request has a place in it; false when it is full.</param>
/// <param name="Limit">How many places it has.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="ResetSeconds">When it ends, rounded up; at least 1.</param>
/// <param name="OpenedAt">Which window it is.</param>
internal readonly record struct WindowState(bool Taken, int Limit, int Remaining, int ResetSeconds, long OpenedAt);
