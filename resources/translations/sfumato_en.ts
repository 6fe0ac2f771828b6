<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>sfumato::MainWindow</name>
    <message numerus="yes">
        <source>%1, %n thread(s)</source>
        <translation>
            <numerusform>%1, %n thread</numerusform>
            <numerusform>%1, %n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking into %n file(s) and copying …</source>
        <translation>
            <numerusform>Looking into %n file and copying …</numerusform>
            <numerusform>Looking into %n files and copying …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::ModelManager</name>
    <message numerus="yes">
        <source>Learnt from pictures of %1×%2; %n step(s) are recommended.</source>
        <translation>
            <numerusform>Learnt from pictures of %1×%2; %n step is recommended.</numerusform>
            <numerusform>Learnt from pictures of %1×%2; %n steps are recommended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::PicturePanel</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sfumato::QueuePanel</name>
    <message numerus="yes">
        <source>%1 · %2×%3 · %n step(s) · seed %4</source>
        <translation>
            <numerusform>%1 · %2×%3 · %n step · seed %4</numerusform>
            <numerusform>%1 · %2×%3 · %n steps · seed %4</numerusform>
        </translation>
    </message>
</context>
</TS>
