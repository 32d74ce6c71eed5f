using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests.Webhooks;

/// <summary>What arrives, in which order, and what does not.</summary>
public sealed class WebhookDeliveryTests : WebhookFixture
{
    [Fact]
    public async Task Run_SendsEveryEventOnceInOrder_Signed_WithTheEnvelopeOfTheApi()
    {
        await EndedJobAsync();
        await SaveAsync();
        var ids = await EndedJobAsync();

        await RunDueAsync();
        await RunDueAsync();

        Assert.Equal(ids, Receiver.Ids(Path));
        Assert.All(Receiver.Requests(Path), request =>
        {
            Assert.Equal(("POST", "application/cloudevents+json"), (request.Method, request.Header("Content-Type")));
            Assert.True(WebhookReceiver.IsSigned(request, Secret), request.Header("X-Countersign-Signature"));
            Assert.False(WebhookReceiver.IsSigned(request, Secret + "."));
        });
        var asAnswered = (await Server.GetAsync(Person.Owner, $"api/jobs/{ids[0].Split('/')[0]}/events")).Body.GetProperty("events").EnumerateArray();
        Assert.Equal(asAnswered.Select(entry => entry.GetRawText()), Receiver.Events(Path).Select(entry => entry.GetProperty("data").GetRawText()));
        Assert.Equal(ids.Reverse(), (await DeliveriesAsync()).Select(delivery => delivery.GetProperty("event_id").GetString()));
        Assert.Equal(0, (await GetAsync()).GetProperty("consecutive_failures").GetInt32());
    }

    [Fact]
    public async Task Run_WhereTheReceiverFails_TriesAgainLater_AndKeepsTheOrder()
    {
        await SaveAsync();
        var ids = await EndedJobAsync();
        Receiver.AnswerWith(500);
        await RunDueAsync();
        await RunDueAsync();
        Assert.Equal([ids[0]], Receiver.Ids(Path));

        await PassAsync(TimeSpan.FromSeconds(4.9));
        Assert.Single(Receiver.Ids(Path));
        await PassAsync(TimeSpan.FromSeconds(0.1));
        Assert.Equal([ids[0], ids[0]], Receiver.Ids(Path));
        var webhook = await GetAsync();
        Assert.Equal((2, "2030-01-01T00:00:15.000Z"), (webhook.GetProperty("consecutive_failures").GetInt32(), webhook.GetProperty("next_attempt_at").GetString()));
        var last = webhook.GetProperty("last_delivery");
        Assert.Equal(("retrying", 2, 500), (last.GetProperty("status").GetString(), last.GetProperty("attempts").GetInt32(), last.GetProperty("response_status").GetInt32()));

        Receiver.AnswerWith(200);
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([ids[0], ids[0], .. ids], Receiver.Ids(Path));
        Assert.Single(Receiver.Requests(Path).Take(3).Select(request => request.Header("X-Countersign-Delivery")).Distinct());
        Assert.Equal(JsonValueKind.Null, (await GetAsync()).GetProperty("next_attempt_at").ValueKind);
    }

    [Fact]
    public async Task Run_FailingForThreeDays_DisablesIt_AndEnablingGoesOnWithThatEvent()
    {
        await SaveAsync();
        var ids = await EndedJobAsync();
        Receiver.AnswerWith(503);
        for (var hours = 0; hours < 73; hours++)
        {
            Assert.True((await GetAsync()).GetProperty("enabled").GetBoolean(), $"Disabled after {hours} hours.");
            await PassAsync(TimeSpan.FromHours(1));
        }

        var webhook = await GetAsync();
        Assert.False(webhook.GetProperty("enabled").GetBoolean());
        Assert.Contains("503", webhook.GetProperty("disabled_reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("failed", webhook.GetProperty("last_delivery").GetProperty("status").GetString());
        var before = Receiver.Ids(Path).Count;
        Receiver.AnswerWith(200);
        await PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(before, Receiver.Ids(Path).Count);

        Assert.Equal(JsonValueKind.Null, (await PatchAsync("""{"enabled":true}""")).Body.GetProperty("disabled_reason").ValueKind);
        await RunDueAsync();
        Assert.Equal(ids, Receiver.Ids(Path).Skip(before));
    }

    [Theory]
    [InlineData(410, false)]
    [InlineData(404, true)]
    public async Task Run_AnsweredWithGone_DisablesItAtOnce(int status, bool enabled)
    {
        await SaveAsync();
        await EndedJobAsync();
        Receiver.AnswerWith(status);

        await RunDueAsync();

        Assert.Equal(enabled, (await GetAsync()).GetProperty("enabled").GetBoolean());
        Assert.Single(Receiver.Ids(Path));
    }

    [Fact]
    public async Task Run_AnsweredWithARedirect_DoesNotFollowIt()
    {
        await SaveAsync();
        await EndedJobAsync();
        Receiver.Answer = (_, _) => Task.FromResult(LoopbackAnswer.Redirect(307, Receiver.Url("/elsewhere")));

        await RunDueAsync();

        Assert.Empty(Receiver.Requests("/elsewhere"));
        Assert.Contains("redirects are not followed", Assert.Single(await DeliveriesAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ToANameThatPointsIntoThePrivateNetwork_SendsNothing()
    {
        // Allowed when it was saved, for it is listed; what it points to is seen when it is connected to.
        await SaveAsync($$"""{"url":"http://{{RebindingAuthority}}{{Path}}"}""");
        await EndedJobAsync();

        await RunDueAsync();

        Assert.Empty(Hidden.Requests(Path));
        var delivery = Assert.Single(await DeliveriesAsync());
        Assert.Equal(("retrying", JsonValueKind.Null), (delivery.GetProperty("status").GetString(), delivery.GetProperty("response_status").ValueKind));
        Assert.StartsWith("target_not_allowed", delivery.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SendsOnlyEventsOfJobsThatTheOwnerMayRead()
    {
        await SaveAsync();
        await SaveAsync(person: Person.Root, id: "roots", path: "/root");
        await SaveAsync(person: Person.Ann, id: "anns", path: "/ann");
        var owners = await EndedJobAsync();
        var strangers = await EndedJobAsync(Person.Stranger, approver: "user:nobody");
        var named = await EndedJobAsync(Person.Stranger, approver: "user:owner");

        await RunDueAsync();

        Assert.Equal([.. owners, .. named], Receiver.Ids(Path));
        Assert.Equal([.. owners, .. strangers, .. named], Receiver.Ids("/root"));
        Assert.Equal(owners, Receiver.Ids("/ann"));
    }

    [Fact]
    public async Task Run_SendsOnlyWhatTypesAndFilterAskFor()
    {
        await SaveAsync("""{"events":["completion","approval_required"]}""", Person.Root, "types", "/types");
        await SaveAsync("""{"filter":{"owner":"stranger"}}""", Person.Root, "owner", "/owner");
        await SaveAsync("""{"filter":{"kind":"disk.inspect"}}""", Person.Root, "kind", "/kind");
        await SaveAsync("""{"filter":{"status":"completed"}}""", Person.Root, "status", "/status");
        var owners = await EndedJobAsync();
        var strangers = await EndedJobAsync(Person.Stranger);

        await RunDueAsync();

        Assert.Equal([owners[^1], strangers[^1]], Receiver.Ids("/types"));
        Assert.Equal(strangers, Receiver.Ids("/owner"));
        Assert.Empty(Receiver.Ids("/kind"));
        Assert.Equal([owners[^1], strangers[^1]], Receiver.Ids("/status"));
    }

    [Fact]
    public async Task Run_AfterACrashBeforeTheArrivalWasNoted_SendsThatEventAgain_AndGoesOn()
    {
        await SaveAsync();
        var ids = await EndedJobAsync();
        var before = (await StateAsync())!;
        await RunDueAsync();

        // As the store was when the process died between the receiver's answer and the note of it.
        await Server.Definitions.UpdateAsync(before.Sort, before.Id, _ => before, CancellationToken.None);
        Receiver.AnswerWith(500);
        await RunDueAsync();
        await Server.CrashAndStartAsync();
        Receiver.AnswerWith(200);
        await PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal([.. ids, ids[0], .. ids], Receiver.Ids(Path));
        Assert.Equal(ids.Length, Receiver.Requests(Path).Select(request => request.Header("X-Countersign-Delivery")).Distinct().Count());
        Assert.Equal(ids.Length, (await DeliveriesAsync()).Length);
    }

    [Fact]
    public async Task Run_ByManyHostsAtOnce_LeavesNothingOut()
    {
        await SaveAsync();
        var ids = await EndedJobAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(RunDueAsync)));
        await RunDueAsync();

        Assert.Equal(ids, Receiver.Ids(Path).Distinct());
        Assert.Equal(ids.Length, (await DeliveriesAsync()).Length);
        var sent = Receiver.Ids(Path).Count;
        await RunDueAsync();
        Assert.Equal(sent, Receiver.Ids(Path).Count);
    }

    [Fact]
    public async Task Run_OfOneWhosePlaceIsNoPlaceOfTheFeed_DisablesIt_AndEnablingBeginsWithWhatComes()
    {
        await SaveAsync();
        await EndedJobAsync();
        await Server.Definitions.UpdateAsync(
            DefinitionSorts.WebhookState,
            (await StateAsync())!.Id,
            found =>
            {
                var content = JsonNode.Parse(found.Content.GetRawText())!.AsObject();
                content["cursor"] = "999999999";
                return found with { Content = JsonElement.Parse(content.ToJsonString()) };
            },
            CancellationToken.None);

        await RunDueAsync();
        Assert.Contains("not known to this store", (await GetAsync()).GetProperty("disabled_reason").GetString(), StringComparison.Ordinal);
        await PatchAsync("""{"enabled":true}""");
        var ids = await EndedJobAsync();
        await RunDueAsync();

        Assert.Equal(ids, Receiver.Ids(Path));
    }
}
