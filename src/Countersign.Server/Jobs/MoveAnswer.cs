using Countersign.Server.Http;
using Countersign.Server.Ports;

namespace Countersign.Server.Jobs;

/// <summary>What came of asking a job to move.</summary>
/// <param name="Record">The job after the request.</param>
/// <param name="Refusal">Why it did not move; null when it did, or was there already.</param>
internal sealed record MoveAnswer(JobRecord Record, Refusal? Refusal = null);
