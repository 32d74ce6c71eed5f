using System.Globalization;
using Countersign.Contracts.Errors;

namespace Countersign.Server.Http;

/// <summary>Expected errors of tasks.</summary>
public static partial class Refusals
{
    public static Refusal TaskNotFound(string taskId) =>
        new(404, ErrorCodes.TaskNotFound, "There is no such task", $"No task has the id '{taskId}'.");

    public static Refusal TaskExists(string taskId) =>
        new(409, ErrorCodes.TaskExists, "The task id is taken", $"A task '{taskId}' exists. Change it with PUT or PATCH, or choose another task_id.");

    public static Refusal TaskActive(string taskId, long active) =>
        new(409, ErrorCodes.TaskActive, "The task has active runs",
            string.Create(CultureInfo.InvariantCulture, $"{active} runs of '{taskId}' have not ended. Cancel them or wait; GET /api/jobs?task_id={taskId} lists them."));

    public static Refusal TaskBuiltin(string taskId) =>
        new(409, ErrorCodes.TaskBuiltin, "The task ships with the product", $"'{taskId}' cannot be changed or removed. Save a task of your own like it.");
}
