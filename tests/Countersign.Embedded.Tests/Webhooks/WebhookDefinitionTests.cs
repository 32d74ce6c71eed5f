using System.Globalization;
using System.Text.Json;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests.Webhooks;

/// <summary>Webhooks as they are saved, changed, listed, and asked to send something again.</summary>
public sealed class WebhookDefinitionTests : WebhookFixture
{
    [Fact]
    public async Task Save_WithoutASecret_ShowsTheOneThatWasMade_Once()
    {
        var made = (await SaveAsync("""{"secret":null}""")).GetProperty("secret").GetString()!;
        var ids = await EndedJobAsync();
        await RunDueAsync();

        Assert.Equal(ids, Receiver.Ids(Path));
        Assert.True(WebhookReceiver.IsSigned(Receiver.Requests(Path)[0], made));
        Assert.DoesNotContain("secret", (await GetAsync()).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", (await Server.GetAsync(Person.Owner, "api/webhooks")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", (await PatchAsync("""{"secret":"another secret of tests"}""")).Text, StringComparison.Ordinal);
        await EndedJobAsync();
        await RunDueAsync();
        Assert.True(WebhookReceiver.IsSigned(Receiver.Requests(Path)[^1], "another secret of tests"));
    }

    [Fact]
    public async Task Save_WithASecret_NeverShowsIt() =>
        Assert.DoesNotContain(Secret, (await SaveAsync()).GetRawText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"url":"ftp://hooks.test/"}""", "url")]
    [InlineData("""{"url":"hooks.test"}""", "url")]
    [InlineData("""{"url":"https://user:pass@hooks.test/"}""", "url")]
    [InlineData("""{"url":"https://hooks.test/#part"}""", "url")]
    [InlineData("""{"url":""}""", "url")]
    [InlineData("""{"url":null}""", "url")]
    [InlineData("""{"events":[]}""", "events")]
    [InlineData("""{"events":null}""", "events")]
    [InlineData("""{"events":["done"]}""", "events")]
    [InlineData("""{"events":["*","log"]}""", "events")]
    [InlineData("""{"events":["log","log"]}""", "events")]
    [InlineData("""{"events":"*"}""", "events")]
    [InlineData("""{"secret":"fifteen letters"}""", "secret")]
    [InlineData("""{"filter":{"status":"done"}}""", "filter.status")]
    [InlineData("""{"filter":{"colour":"red"}}""", "filter.colour")]
    [InlineData("""{"filter":5}""", "filter")]
    [InlineData("""{"enabled":"yes"}""", "enabled")]
    [InlineData("""{"retries":5}""", "retries")]
    public async Task Save_OfWhatCannotBe_NamesTheField(string content, string field)
    {
        var answer = await SendAsync(content);

        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Code));
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out var messages), answer.Text);
        Assert.NotEqual("", messages[0].GetString());
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://hooks.test:8080/")]
    [InlineData("https://elsewhere.test/")]
    public async Task Url_ThatIsNotListed_IsRefused(string url)
    {
        var refused = await SendAsync($$"""{"url":"{{url}}"}""");
        await SaveAsync();
        var patched = await PatchAsync($$"""{"url":"{{url}}"}""");

        Assert.All([refused, patched], answer =>
        {
            Assert.Equal((400, "target_not_allowed"), (answer.Status, answer.Code));
            Assert.Contains(new Uri(url).Authority, answer.Body.GetProperty("errors").GetProperty("url")[0].GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Patch_ChangesWhatItNames_AndAnEmptyFilterIsNone()
    {
        await SaveAsync("""{"filter":{"task_id":"t"}}""");

        var changed = (await PatchAsync("""{"events":["failure"]}""")).Body;
        Assert.Equal(("failure", "t"), (changed.GetProperty("events")[0].GetString(), changed.GetProperty("filter").GetProperty("task_id").GetString()));
        changed = (await PatchAsync("""{"filter":{},"url":"https://hooks.test/x"}""")).Body;
        Assert.Equal((JsonValueKind.Null, "https://hooks.test/x"), (changed.GetProperty("filter").ValueKind, changed.GetProperty("url").GetString()));
    }

    [Fact]
    public async Task Webhook_ThatIsDisabled_KeepsItsPlace()
    {
        await SaveAsync("""{"enabled":false}""");
        var ids = await EndedJobAsync();
        await RunDueAsync();
        Assert.Empty(Receiver.Ids(Path));

        await PatchAsync("""{"enabled":true}""");
        await RunDueAsync();

        Assert.Equal(ids, Receiver.Ids(Path));
    }

    [Fact]
    public async Task Redeliver_SendsTheEventAgain_Once_OutOfTurn()
    {
        await SaveAsync();
        var ids = await EndedJobAsync();
        await RunDueAsync();
        Receiver.AnswerWith(500);
        await EndedJobAsync();
        await RunDueAsync();
        Receiver.AnswerWith(200);
        var before = Receiver.Ids(Path).Count;
        var original = (await DeliveriesAsync())[^1].GetProperty("delivery_id").GetString();

        var wanted = await Server.PostAsync(Person.Owner, $"api/webhooks/mine/deliveries/{original}/redeliver");
        var again = await Server.PostAsync(Person.Owner, $"api/webhooks/mine/deliveries/{original}/redeliver");
        Assert.Equal((202, "pending", original), (wanted.Status, wanted.Body.GetProperty("status").GetString(), wanted.Body.GetProperty("redelivery_of").GetString()));
        Assert.Equal(wanted.Text, again.Text);
        await RunDueAsync();
        await RunDueAsync();

        Assert.Equal([ids[0]], Receiver.Ids(Path).Skip(before));
        var made = (await DeliveriesAsync("?status=delivered&limit=1"))[0];
        Assert.Equal((wanted.Body.GetProperty("delivery_id").GetString(), 1), (made.GetProperty("delivery_id").GetString(), made.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task Redeliver_OfNothing_OrOfADisabledOne_IsRefused()
    {
        await SaveAsync("""{"events":["completion"]}""");
        await EndedJobAsync();
        await RunDueAsync();
        var delivery = Assert.Single(await DeliveriesAsync()).GetProperty("delivery_id").GetString();

        var none = await Server.PostAsync(Person.Owner, "api/webhooks/mine/deliveries/none/redeliver");
        await PatchAsync("""{"enabled":false}""");
        var disabled = await Server.PostAsync(Person.Owner, $"api/webhooks/mine/deliveries/{delivery}/redeliver");

        Assert.Equal((404, "delivery_not_found"), (none.Status, none.Code));
        Assert.Equal((409, "webhook_disabled"), (disabled.Status, disabled.Code));
    }

    [Fact]
    public async Task Redeliver_OfAnEventWhoseJobIsGone_SaysSo()
    {
        await SaveAsync("""{"events":["completion"]}""");
        var ids = await EndedJobAsync();
        await RunDueAsync();
        var delivery = Assert.Single(await DeliveriesAsync()).GetProperty("delivery_id").GetString();
        Assert.Equal(204, (await Server.SendAsync("DELETE", Person.Owner, $"api/jobs/{ids[0].Split('/')[0]}", null)).Status);

        await Server.PostAsync(Person.Owner, $"api/webhooks/mine/deliveries/{delivery}/redeliver");
        await RunDueAsync();

        var failed = Assert.Single(await DeliveriesAsync("?status=failed"));
        Assert.Contains("gone with its job", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Single(Receiver.Ids(Path));
    }

    [Fact]
    public async Task Webhook_OfSomebodyElse_IsAsUnknownAsNone()
    {
        await SaveAsync();

        Assert.Equal(404, (await Server.GetAsync(Person.Stranger, "api/webhooks/mine")).Status);
        Assert.Equal(0, (await Server.GetAsync(Person.Stranger, "api/webhooks")).Body.GetProperty("total").GetInt32());
        Assert.Equal(1, (await Server.GetAsync(Person.Root, "api/webhooks?owner=owner")).Body.GetProperty("total").GetInt32());
        Assert.Equal((409, "webhook_exists"), (await SendAsync("{}") is var again ? (again.Status, again.Code) : default));
    }

    [Fact]
    public async Task Save_OfTooMany_IsRefused()
    {
        for (var i = 0; i < 50; i++)
        {
            await SaveAsync(id: i.ToString(CultureInfo.InvariantCulture));
        }

        Assert.Equal((409, "too_many_webhooks"), (await SendAsync("{}") is var answer ? (answer.Status, answer.Code) : default));
        Assert.Equal(201, (await SendAsync("{}", Person.Stranger)).Status);
    }

    [Fact]
    public async Task Webhook_WhoseStateIsMissing_SaysSo_AndBeginsWhenEnabled()
    {
        // As a process left it that died while it saved the webhook.
        await SaveAsync();
        await Server.Definitions.DeleteAsync(DefinitionSorts.WebhookState, (await StateAsync())!.Id, CancellationToken.None);
        Assert.False((await GetAsync()).GetProperty("enabled").GetBoolean());
        Assert.Contains("Set enabled to true", (await GetAsync()).GetProperty("disabled_reason").GetString(), StringComparison.Ordinal);

        Assert.True((await PatchAsync("""{"enabled":true}""")).Body.GetProperty("enabled").GetBoolean());
        var ids = await EndedJobAsync();
        await RunDueAsync();
        Assert.Equal(ids, Receiver.Ids(Path));
    }

    [Fact]
    public async Task State_ThatWasLeftBehind_SendsNothing_AndIsNotANewWebhooks()
    {
        // As a process left it that died while it removed the webhook.
        await SaveAsync();
        await Server.Definitions.DeleteAsync(DefinitionSorts.Webhook, "mine", CancellationToken.None);
        await EndedJobAsync();
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        await SaveAsync();
        var ids = await EndedJobAsync();

        await RunDueAsync();

        Assert.Equal(ids, Receiver.Ids(Path));
        Assert.Equal(ids.Length, (await DeliveriesAsync()).Length);
        Assert.NotNull(await StateAsync());
    }
}
