using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Testing.Kinds;

namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>One job, and everybody who acts on it.</summary>
internal sealed class Player(InProcessServer server, string jobId, ActTally tally)
{
    private static readonly Person[] People = [Person.Owner, Person.Ann, Person.Bob, Person.Root];

    public static async Task<Player> SubmitAsync(InProcessServer server, Random random, ActTally tally) => new(
        server,
        await server.SubmitAsync(Person.Owner, new JsonObject
        {
            ["kind"] = RecordedStepsKind.Kind,
            ["input"] = new JsonObject(),
            ["max_rounds"] = random.Next(1, 5),
            ["approval"] = new JsonObject
            {
                ["required"] = random.Next(1, 4),
                ["timeout_seconds"] = random.Next(20, 600),
                ["allow_self"] = random.Next(3) > 0,
            },
        }),
        tally);

    /// <summary>Chooses what happens next; choosing is the test's, acting is done beside other acts.</summary>
    public Func<Task> Choose(Random random)
    {
        var act = random.Next(100) switch
        {
            < 15 => Act.Edit,
            < 20 => Act.Rollback,
            < 55 => Act.Approve,
            < 60 => Act.ApproveStale,
            < 72 => Act.ApproveWithout,
            < 75 => Act.Reject,
            < 87 => Act.Replan,
            < 90 => Act.Cancel,
            _ => Act.Forge,
        };
        var waits = random.Next(2) == 0;
        var person = People[random.Next(People.Length)];
        var number = random.Next(1, 100);
        return async () =>
        {
            if (waits)
            {
                await server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval || record.Job.Status.IsFinal());
            }

            tally.Count(act, await TakeAsync(act, person, number));
        };
    }

    /// <summary>Brings the job to an end, one way or another, unless it has come to one.</summary>
    public async Task<JobRecord> EndAsync(Random random)
    {
        var cancels = random.Next(4) == 0;
        while (true)
        {
            var record = await server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval || record.Job.Status.IsFinal());
            if (record.Job.Status.IsFinal())
            {
                return record;
            }

            foreach (var person in cancels ? [] : People)
            {
                await DecideAsync(person, new JsonObject { ["approved"] = true });
            }

            if (await server.Jobs.GetAsync(jobId, CancellationToken.None) is { Job.Status: JobStatus.AwaitingApproval })
            {
                await server.PostAsync(Person.Root, $"api/jobs/{jobId}/cancel");
            }
        }
    }

    private async Task<bool> TakeAsync(Act act, Person person, int number) => act switch
    {
        Act.Edit => await EditAsync(person, number),
        Act.Rollback => await server.PostAsync(person, $"api/jobs/{jobId}/plan/rollback", new JsonObject { ["version"] = 1 }) is { Status: 200 },
        Act.Approve => await ApproveSeenAsync(person, exclude: null),
        Act.ApproveWithout => await ApproveSeenAsync(person, exclude: number % 2 == 0 ? "b" : "c"),
        Act.ApproveStale => await ApproveStaleAsync(person),
        Act.Reject => await DecideAsync(person, new JsonObject { ["approved"] = false }),
        Act.Replan => await DecideAsync(person, new JsonObject
        {
            ["approved"] = false, ["replan"] = true, ["feedback"] = number % 3 == 0 ? "without b" : "without c, without d",
        }),
        Act.Cancel => await server.PostAsync(Person.Owner, $"api/jobs/{jobId}/cancel") is { Status: 202 },
        _ => await ForgeAsync(number),
    };

    private async Task<bool> EditAsync(Person person, int number)
    {
        var plan = await server.GetAsync(person, $"api/jobs/{jobId}/plan");
        if (plan.Status != 200)
        {
            return false;
        }

        var steps = plan.Body.GetProperty("steps").EnumerateArray().Select(step => JsonNode.Parse(step.GetRawText())).ToList();
        if (number % 2 == 0)
        {
            steps.Reverse(0, Math.Min(steps.Count, 2));
        }
        else
        {
            steps.RemoveAt(number % steps.Count);
        }

        var edited = await server.PatchAsync(
            person, $"api/jobs/{jobId}/plan", new JsonObject { ["steps"] = new JsonArray([.. steps]) }, ("If-Match", plan.Headers.ETag.ToString()));
        return edited.Status == 200;
    }

    private async Task<bool> ApproveSeenAsync(Person person, string? exclude)
    {
        var plan = await server.GetAsync(person, $"api/jobs/{jobId}/plan");
        if (plan.Status != 200)
        {
            return false;
        }

        var body = new JsonObject { ["approved"] = true, ["plan_hash"] = plan.Body.GetProperty("hash").GetString() };
        if (exclude is not null)
        {
            body["exclude"] = new JsonArray(exclude);
        }

        return await DecideAsync(person, body);
    }

    /// <summary>Approves a version that has been replaced. It must be refused; what it names must never run.</summary>
    private async Task<bool> ApproveStaleAsync(Person person)
    {
        var versions = await server.GetAsync(person, $"api/jobs/{jobId}/plan/versions");
        JsonElement[] all = [.. versions.Body.GetProperty("items").EnumerateArray()];
        if (all.Length < 2)
        {
            return false;
        }

        var answer = await server.PostAsync(
            person, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["plan_hash"] = all[0].GetProperty("hash").GetString() });
        return answer.Status >= 400 ? true : throw new InvalidOperationException($"A stale approval was taken: {answer.Text}");
    }

    private async Task<bool> ForgeAsync(int number)
    {
        var wait = number % 3;
        await server.Engine.RaiseEventAsync(
            jobId, wait == 0 ? $"decision:v{1 + (number % 4)}" : $"decision:v{1 + (number % 4)}:{wait}", """{"approved":true,"plan_hash":"any"}""");
        return true;
    }

    private async Task<bool> DecideAsync(Person person, JsonObject body) =>
        (await server.PostAsync(person, $"api/jobs/{jobId}/approve", body)).Status is 200 or 202;
}
