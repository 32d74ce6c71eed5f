using System.Text.Json;
using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>
/// An event before it gets its sequence number. Status, phase, progress and time come from the record it is stored with.
/// </summary>
/// <param name="Type">One of <see cref="Contracts.Events.EventTypes"/>.</param>
/// <param name="Data">What the type adds.</param>
/// <param name="Results">The result document, with <c>completion</c> only.</param>
/// <param name="Error">With <c>failure</c> and <c>step_failed</c> only.</param>
public sealed record EventDraft(string Type, JsonElement? Data = null, JsonElement? Results = null, JobError? Error = null);
