using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>What a paused job goes back to.</summary>
/// <param name="From">The status it has underneath; a step that finishes meanwhile moves it.</param>
/// <param name="Since">From when on its clock stands still: the pause, or the opening of a gate during it.</param>
/// <param name="By">Who paused it.</param>
public sealed record PauseState(JobStatus From, DateTimeOffset Since, string By);
