using Countersign.Server.Http;
using Countersign.Server.Ports;

namespace Countersign.Server.Plans;

/// <summary>What came of an answer to a held plan.</summary>
/// <param name="Record">The job after the answer.</param>
/// <param name="Refusal">Why it was not taken; null when it was.</param>
internal sealed record GateAnswer(JobRecord Record, Refusal? Refusal = null);
