using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Testing.Kinds;

namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>One job, and everybody who acts on it.</summary>
internal sealed class Player(InProcessServer server, RecordedStepsKind kind, string jobId, string? file, ActTally tally)
{
    /// <summary>What the rule of <see cref="InterleavingTests"/> approves costs at most this.</summary>
    public const int CheapEnough = 10;

    private static readonly Person[] People = [Person.Owner, Person.Ann, Person.Bob, Person.Root];

    public static async Task<Player> SubmitAsync(InProcessServer server, RecordedStepsKind kind, int number, Random random, ActTally tally)
    {
        var file = random.Next(2) == 0 ? $"input-{number}" : null;
        var input = new JsonObject { ["cost"] = random.Next(1, 6 * CheapEnough) };
        if (file is not null)
        {
            Write(server, file, "as it was");
            input["file"] = file;
        }

        var jobId = await server.SubmitAsync(Person.Owner, new JsonObject
        {
            ["kind"] = RecordedStepsKind.Kind,
            ["input"] = input,
            ["max_rounds"] = random.Next(1, 5),
            ["approval"] = new JsonObject
            {
                ["mode"] = random.Next(3) == 0 ? "policy" : "required",
                ["required"] = random.Next(1, 4),
                ["timeout_seconds"] = random.Next(20, 600),
                ["allow_self"] = random.Next(3) > 0,
            },
        });
        return new Player(server, kind, jobId, file, tally);
    }

    /// <summary>Waits until the plan is there, and more where no person has to decide on it.</summary>
    public Task PlannedAsync() => server.UntilAsync(jobId, record => record.Job.Plan is not null || record.Job.Status.IsFinal());

    /// <summary>Chooses what happens next; choosing is the test's, acting is done beside other acts.</summary>
    /// <param name="random">What chooses.</param>
    /// <param name="only">What is chosen in any case; null for whatever comes.</param>
    /// <param name="isSound">Whether the build keeps its promises: one that is broken may leave a job where nobody waits in vain.</param>
    public Func<Task> Choose(Random random, Act? only, bool isSound)
    {
        var act = random.Next(100) switch
        {
            < 10 => Act.Edit,
            < 14 => Act.Rollback,
            < 38 => Act.Approve,
            < 42 => Act.ApproveStale,
            < 52 => Act.ApproveWithout,
            < 54 => Act.Reject,
            < 62 => Act.Replan,
            < 64 => Act.Cancel,
            < 70 => Act.Pause,
            < 78 => Act.Resume,
            < 83 => Act.Retry,
            < 87 => Act.Link,
            < 91 => Act.Drift,
            < 94 => Act.Break,
            _ => Act.Forge,
        };
        var waits = random.Next(2) == 0 && isSound;
        act = only ?? (act == Act.Break && !isSound ? Act.Approve : act);
        var person = People[random.Next(People.Length)];
        var number = random.Next(1, 100);
        return async () =>
        {
            if (waits)
            {
                await server.UntilAsync(jobId, IsQuiet);
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
            var record = await server.UntilAsync(jobId, IsQuiet);
            if (record.Job.Status.IsFinal())
            {
                await CountRuleAsync();
                return record;
            }

            if (record.Job.Status == JobStatus.Paused)
            {
                await server.PostAsync(Person.Owner, $"api/jobs/{jobId}/resume");
                continue;
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

    /// <summary>Ends the job where it is.</summary>
    public async Task<JobRecord> CancelAsync()
    {
        await server.PostAsync(Person.Root, $"api/jobs/{jobId}/cancel");
        return (await server.Jobs.GetAsync(jobId, CancellationToken.None))!;
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
        Act.Cancel or Act.Pause or Act.Resume => await server.PostAsync(
            Person.Owner, $"api/jobs/{jobId}/{act.ToString().ToLowerInvariant()}") is { Status: 202 },
        Act.Retry => await RetryAsync(number),
        Act.Link => await DecideByLinkAsync(),
        Act.Drift => Drift(number),
        Act.Break => kind.Broken.TryAdd(jobId, true),
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

    private async Task<bool> RetryAsync(int number)
    {
        if (number % 2 == 0)
        {
            kind.Broken.TryRemove(jobId, out _);
        }

        return await server.PostAsync(Person.Owner, $"api/jobs/{jobId}/retry") is { Status: 202 };
    }

    private async Task<bool> DecideByLinkAsync()
    {
        var made = await server.PostAsync(Person.Root, $"api/jobs/{jobId}/approval-links", new JsonObject { ["approver"] = "user:mail" });
        if (made.Status != 201)
        {
            return false;
        }

        var link = new Uri(made.Body.GetProperty("url").GetString()!).AbsolutePath[1..];
        return (await server.PostAsync(Person.Nobody, link, new JsonObject { ["approved"] = true })).Status is 200 or 202;
    }

    private bool Drift(int number)
    {
        if (file is not null)
        {
            Write(server, file, $"as it is since {number}");
        }

        return file is not null;
    }

    /// <summary>At once, so that whoever reads meanwhile finds the one content or the other.</summary>
    private static void Write(InProcessServer server, string file, string content)
    {
        var next = Path.Combine(server.Folder, $"{file}.{Guid.NewGuid():N}");
        File.WriteAllText(next, content);
        File.Move(next, Path.Combine(server.Folder, file), overwrite: true);
    }

    private async Task CountRuleAsync()
    {
        if (await server.Plans.GetDecisionAsync(jobId, 1, CancellationToken.None) is { } decision)
        {
            tally.Count(Act.Rule, decision.Actor.StartsWith("policy:", StringComparison.Ordinal));
        }
    }

    /// <summary>Whether the job waits for somebody, or for nothing any more.</summary>
    private static bool IsQuiet(JobRecord record) =>
        record.Job.Status is JobStatus.AwaitingApproval or JobStatus.Paused || record.Job.Status.IsFinal();

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
