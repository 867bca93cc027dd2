using GitSwarm.TestKit;

namespace GitSwarm.Tests.Store;

/// <summary>A program in place of git that runs shell commands of a test before it goes on as git.</summary>
internal static class ScriptedGit
{
    /// <summary>Writes the program; <c>$git</c> is the real one, <c>once</c> is true the first time it is asked.</summary>
    /// <param name="store">Whose git goes on.</param>
    /// <param name="script">Shell; <c>$*</c> are the arguments.</param>
    /// <param name="name">What to call it, where there are several.</param>
    internal static string Write(TestStore store, string script, string name = "scripted-git")
    {
        var path = store.Sandbox.Path(name);
        Script.Write(
            path,
            $"#!/bin/sh\ngit='{store.Sandbox.GitProgram}'\nonce() {{ mkdir '{path}.'\"$1\" 2>/dev/null; }}\n{script}\nexec \"$git\" \"$@\"\n"
        );
        return path;
    }
}
