using Countersign.Contracts.Errors;

namespace Countersign.Server.Http;

/// <summary>Expected errors of schedules.</summary>
public static partial class Refusals
{
    public static Refusal ScheduleNotFound(string scheduleId) =>
        new(404, ErrorCodes.ScheduleNotFound, "There is no such schedule", $"No schedule has the id '{scheduleId}'.");

    public static Refusal ScheduleExists(string scheduleId) =>
        new(409, ErrorCodes.ScheduleExists, "The schedule id is taken", $"A schedule '{scheduleId}' exists. Change it with PATCH, or choose another schedule_id.");
}
