using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Who signs in, does so through git and ssh; nobody is asked anything.</summary>
[Trait("Category", "Binary")]
public sealed class RemotesSignInTests
{
    [RemoteTheory(RemoteTransport.Http, RemoteTransport.Ssh)]
    public void Who_is_not_let_in_is_told_to_sign_in_and_nothing_changes(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        scene.Bob.Do("note", "from bob");
        scene.Bob.Sync();
        var (before, hub) = (scene.Alice.Refs(), scene.Hub());

        foreach (var credential in new[] { ClientCredential.None, ClientCredential.Wrong })
        {
            scene.Remote.Give(credential);
            foreach (
                var command in new[]
                {
                    new[] { "sync" },
                    ["sync", "--push-only"],
                    ["sync", "--dry-run"],
                    ["claim", "--remote", "origin", "x"],
                }
            )
            {
                var (line, hint) = scene.Alice.Fails(command);
                Assert.Matches("^cannot exchange with 'origin': .*(Username|Authentication failed|Permission denied)", line);
                Assert.Equal("sign in once by hand: git fetch origin", hint);
            }
            scene.Alice.FailsInJson("sync");
        }
        Assert.Equal(before, scene.Alice.Refs());
        Assert.Equal(hub, scene.Hub());

        scene.Remote.Give(ClientCredential.Right);
        var asked = scene.Asking();
        scene.Alice.Sync();
        Assert.Empty(asked());
        Assert.Equal("from bob", scene.Alice.Notes());
    }

    [RemoteTheory(RemoteTransport.Ssh)]
    public void An_unknown_host_is_not_asked_about(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        var asked = scene.Asking();
        scene.Sandbox.Variables["GIT_SSH_COMMAND"] += " -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=ask";
        // Otherwise ssh does ask.
        scene.Alice.User.Git("ls-remote", "origin");
        Assert.NotEmpty(asked());
        var times = asked().Length;

        var (line, hint) = scene.Alice.Fails("sync");

        Assert.Contains("Host key verification failed", line, StringComparison.Ordinal);
        Assert.Equal("sign in once by hand: git fetch origin", hint);
        Assert.Equal(times, asked().Length);
    }

    [RemoteTheory(RemoteTransport.Ssh)]
    public void The_users_own_ssh_is_started_and_only_ssh_is_told_to_ask_nobody(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        var command = scene.Remote.Variables["GIT_SSH_COMMAND"];
        var options = command["ssh ".Length..];
        var log = scene.Sandbox.Path("ssh.log");
        string Wrapper(string folder, string name)
        {
            var path = Path.Combine(Directory.CreateDirectory(scene.Sandbox.Path(folder)).FullName, name);
            Script.Write(path, $"#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{log}'\nexec /usr/bin/env ssh \"$@\"\n");
            return path;
        }
        string[] Calls()
        {
            scene.Alice.Sync();
            var lines = File.ReadAllLines(log);
            File.Delete(log);
            return lines;
        }
        var ssh = Wrapper("wrapped", "ssh");
        var spaced = Wrapper("with spaces", "ssh");
        var other = Wrapper("other", "tunnel");

        scene.Sandbox.Variables["GIT_SSH_COMMAND"] = $"{ssh} {options}";
        Assert.All(Calls(), c => Assert.Contains("BatchMode=yes", c, StringComparison.Ordinal));
        scene.Sandbox.Variables["GIT_SSH_COMMAND"] = $"{ssh} {options} -o BatchMode=no";
        Assert.All(Calls(), c => Assert.Matches("BatchMode=no .*BatchMode=yes", c));
        scene.Sandbox.Variables["GIT_SSH_COMMAND"] = $"'{spaced}' {options}";
        Assert.All(Calls(), c => Assert.Contains("BatchMode=yes", c, StringComparison.Ordinal));
        scene.Sandbox.Variables["GIT_SSH_COMMAND"] = $"{other} {options}";
        Assert.All(Calls(), c => Assert.DoesNotContain("BatchMode", c, StringComparison.Ordinal));

        scene.Sandbox.Variables.Remove("GIT_SSH_COMMAND");
        scene.Alice.Git("config", "core.sshCommand", $"{ssh} {options}");
        Assert.All(Calls(), c => Assert.Contains("BatchMode=yes", c, StringComparison.Ordinal));
        // What is configured comes before this variable, for git as well.
        scene.Sandbox.Variables["GIT_SSH"] = "/nowhere/plink";
        Assert.All(Calls(), c => Assert.Contains("BatchMode=yes", c, StringComparison.Ordinal));
        scene.Sandbox.Variables["GIT_SSH"] = spaced;
        scene.Alice.Git("config", "--unset", "core.sshCommand");
        // This variable names a program without options, so that it lets nobody in.
        Assert.Contains("Host key", scene.Alice.Fails("sync").Line, StringComparison.Ordinal);
        Assert.All(File.ReadAllLines(log), c => Assert.Contains("BatchMode=yes", c, StringComparison.Ordinal));
        File.Delete(log);
        scene.Alice.Git("config", "core.sshCommand", $"{other} {options}");
        Assert.All(Calls(), c => Assert.DoesNotContain("BatchMode", c, StringComparison.Ordinal));
        Assert.Equal($"{other} {options}", scene.Alice.Git("config", "core.sshCommand"));
    }
}
